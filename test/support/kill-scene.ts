import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type KilledServer, killedServer } from "./killed-server.ts";
import { modelServer, openaiAnswer, promptOf } from "./model-server.ts";
import { parrot } from "./parrot.ts";
import { temporaryOut } from "./runs.ts";
import { type ReceivedCall, startReceiver } from "./webhook-receiver.ts";

/** What servers that get killed talk to: a model that is paid for each call, and a receiver of deliveries. */
export interface KillScene {
  /** Prompts that the model got, in order. */
  readonly asked: readonly string[];
  readonly received: readonly ReceivedCall[];
  /** Where deliveries go. */
  readonly hook: string;
  /** Called instead of answering the model's next questions; answers again when absent. */
  onCall(kill: (() => void) | undefined): void;
  /** A server in a folder of its own. */
  server(name: string): Promise<KilledServer>;
  close(): Promise<void>;
}

export async function killScene(): Promise<KillScene> {
  const asked: string[] = [];
  let onAsk: (() => void) | undefined;
  const model = await modelServer((response, body) => {
    const prompt = promptOf(body);
    asked.push(prompt);
    if (onAsk) onAsk();
    else openaiAnswer(response, body, parrot(prompt));
  });
  const receiver = await startReceiver();
  const folder = await temporaryOut();
  const servers: KilledServer[] = [];
  return {
    asked,
    received: receiver.calls,
    hook: `${receiver.origin}/hook`,
    onCall: (kill) => {
      onAsk = kill;
    },
    async server(name) {
      const own = join(folder, name);
      await mkdir(own);
      const server = await killedServer({ folder: own, modelUrl: `${model.url}/v1`, allow: [receiver.origin] });
      servers.push(server);
      return server;
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      await Promise.all([model.close(), receiver.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
