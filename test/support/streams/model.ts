import { parentPort, workerData } from "node:worker_threads";
import { type LatencyModelOptions, latencyModel } from "../latency-model.ts";

// A thread with the model of a measurement, so that its work does not hold up the server.
const { url } = await latencyModel(workerData as LatencyModelOptions);
parentPort?.postMessage(url);
