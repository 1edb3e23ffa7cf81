export type { Ask, Asked } from "./ask-role.ts";
export { type CallJournal, createCallJournal, type JournalEntry, keyOf } from "./call-journal.ts";
export { type CoordinateScale, overlap, type PictureSize, parseBoxes, scaleFrom } from "./coordinates.ts";
export { createLangChainModel, type ModelSettings } from "./langchain-model.ts";
export { createLedger, type Ledger, type ModelLimits } from "./ledger.ts";
export {
  type ChatModel,
  type ModelAnswer,
  type ModelCall,
  type ModelImage,
  type ModelMessage,
  type ModelPart,
  type ModelResult,
  type ModelRole,
  type ModelTool,
  type ModelToolCall,
  type ModelUsage,
  modelRoles,
  textMessage,
} from "./model.ts";
export {
  checkedChoice,
  type ModelAccess,
  type ModelChoice,
  modelAccessOf,
  modelChoiceOf,
  modelFileSchema,
  modelsOf,
  settingsOf,
} from "./model-choice.ts";
export { type ModelName, type ModelProvider, modelProviders, parseModelName } from "./model-providers.ts";
export { createModels, type Models } from "./models.ts";
export { costOf, type ModelPrice } from "./prices.ts";
export { type Probe, probeModel, type TestPicture } from "./probe.ts";
export type { Found, ProbeStep } from "./probe-ask.ts";
export { type ModelProfile, plainProfile, profileOf } from "./profile.ts";
export { readProfiles, saveProfile } from "./profile-file.ts";
export { type Residency, residencyOf, type ShownPicture, tokensAt } from "./residency.ts";
export { createRunModels } from "./run-models.ts";
export { parseStructured, type Structured, withoutReasoning } from "./structured.ts";
export { imageTokens, inputTokens, textTokens } from "./tokens.ts";
export { probeTools } from "./tool-probe.ts";
