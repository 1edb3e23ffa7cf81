import { calculate } from "./calculate.ts";
import { cite } from "./cite.ts";
import { annotateImageTool, ground } from "./ground.ts";
import { openUrl } from "./open-url.ts";
import { cropImage, viewImage } from "./picture-tools.ts";
import { readChart, readTable, readText } from "./reading-tools.ts";
import { searchByImage } from "./search-by-image.ts";
import { searchImages, searchLibrary, searchScholar, searchWeb } from "./search-tools.ts";
import type { Tool } from "./tool.ts";

export { type Addresses, createAddresses } from "./addresses.ts";
export { openPictures, type Picture, type Pictures } from "./pictures.ts";
export {
  defineTool,
  type ReadOutcome,
  type Tool,
  type ToolCall,
  type ToolContent,
  type ToolContext,
  type ToolOutcome,
} from "./tool.ts";
export {
  type AllowList,
  callProblem,
  createAllowList,
  createMcpServer,
  type JsonSchema,
  maxCallsPerSubQuestion,
  moduleName,
  moduleTools,
  openUserTools,
  queryCalls,
  type ServerSettings,
  saidBy,
  schemaOf,
  secretsOfServer,
  type ToolSettings,
  type ToolTrust,
  toolContent,
  toolFileSchema,
  toolSettingsOf,
  toolsWaiting,
  toolTrust,
  type UserTools,
} from "./user/index.ts";

/** Every tool that comes with Exhibit. */
export const tools: readonly Tool[] = [
  searchWeb,
  searchImages,
  searchScholar,
  searchLibrary,
  searchByImage,
  openUrl,
  viewImage,
  cropImage,
  ground,
  annotateImageTool,
  readText,
  readChart,
  readTable,
  calculate,
  cite,
];

/** The tool of a name or alias, written with dashes or in capitals too. */
export function toolNamed(name: string, among: readonly Tool[] = tools): Tool | undefined {
  const wanted = name.trim().toLowerCase().replaceAll("-", "_");
  return among.find((tool) => tool.name === wanted || tool.aliases.includes(wanted));
}
