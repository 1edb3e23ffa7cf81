import type { FailureCode } from "../errors.ts";
import { primaryOf } from "./locale.ts";

/** The fixed sentences of a report's limits, beside those that an analyst writes. */
export interface LimitPhrases {
  /** `{role}` stands for a role's name, `{reason}` for a reason. */
  readonly degraded: string;
  readonly roles: Readonly<Record<"plan" | "read" | "write" | "judge" | "look", string>>;
  /** A search that a limit of the run ended. */
  readonly stopped: string;
  /** `{question}` stands for a part that was added too late to be searched for as far as the others. */
  readonly unfinished: string;
  /** Nothing was found, and `{languages}` are not the question's. */
  readonly otherLanguage: string;
  /** `{count}` stands for how many are not named. */
  readonly more: string;
  readonly reasons: Readonly<Record<Reason, string>>;
}

type Reason =
  | "unreachable"
  | "refused"
  | "missing"
  | "broken"
  | "busy"
  | "large"
  | "slow"
  | "unknown"
  | "empty"
  | "limit";

const reasonOf: Readonly<Record<FailureCode, Reason>> = {
  unreachable: "unreachable",
  "refused-address": "refused",
  "refused-robots": "refused",
  "refused-key": "refused",
  refused: "refused",
  password: "refused",
  "not-found": "missing",
  "http-error": "broken",
  broken: "broken",
  crashed: "broken",
  memory: "broken",
  "missing-tool": "broken",
  "rate-limited": "busy",
  "too-large": "large",
  timeout: "slow",
  unsupported: "unknown",
  empty: "empty",
  budget: "limit",
};

const order = [
  "unreachable",
  "refused",
  "missing",
  "broken",
  "busy",
  "large",
  "slow",
  "unknown",
  "empty",
  "limit",
] as const satisfies readonly Reason[];

/** Ten reasons with bars between them, in the order above. */
function reasons(words: string): LimitPhrases["reasons"] {
  const said = words.split("|").map((word) => word.trim());
  const of = (reason: Reason): string => said[order.indexOf(reason)] ?? "";
  return {
    unreachable: of("unreachable"),
    refused: of("refused"),
    missing: of("missing"),
    broken: of("broken"),
    busy: of("busy"),
    large: of("large"),
    slow: of("slow"),
    unknown: of("unknown"),
    empty: of("empty"),
    limit: of("limit"),
  };
}
const roles = (words: string): LimitPhrases["roles"] => {
  const [plan = "", read = "", write = "", judge = "", look = ""] = words.split("|").map((word) => word.trim());
  return { plan, read, write, judge, look };
};

const tables: Readonly<Record<string, LimitPhrases>> = {
  en: {
    degraded: "Part of the work of “{role}” was done by the embedded analyst: {reason}.",
    roles: roles("plan | read | write | judge | look"),
    stopped: "Searching stopped early at a limit of the run.",
    unfinished: "Searching for “{question}” did not come to its end.",
    otherLanguage:
      "The documents are in another language ({languages}), and nothing is translated without a model. Ask in that language, or choose a model.",
    more: "{count} more sources or searches failed; events.jsonl in the run folder lists them.",
    reasons: reasons(
      "could not be reached | refused access | was not found | could not be used | was too busy | was too large | took too long | has a form that is not read | held nothing | a limit was reached",
    ),
  },
  de: {
    degraded: "Einen Teil der Aufgabe „{role}“ erledigte die eingebaute Auswertung statt des Modells: {reason}.",
    roles: roles("Planen | Lesen | Schreiben | Prüfen | Ansehen"),
    stopped: "Die Suche endete vorzeitig an einer Grenze des Laufs.",
    unfinished: "Die Suche zu „{question}“ kam nicht zu Ende.",
    otherLanguage:
      "Die Dokumente sind in einer anderen Sprache ({languages}), und ohne Modell wird nichts übersetzt. Fragen Sie in dieser Sprache, oder wählen Sie ein Modell.",
    more: "{count} weitere Quellen oder Suchen schlugen fehl; events.jsonl im Ordner des Laufs zählt sie auf.",
    reasons: reasons(
      "war nicht erreichbar | verweigerte den Zugang | wurde nicht gefunden | war nicht verwendbar | war überlastet | war zu groß | brauchte zu lange | hat eine Form, die nicht gelesen wird | enthielt nichts | eine Grenze war erreicht",
    ),
  },
  fr: {
    degraded: "Une partie de la tâche « {role} » a été faite par l’analyse intégrée au lieu du modèle : {reason}.",
    roles: roles("planifier | lire | rédiger | vérifier | regarder"),
    stopped: "La recherche s’est arrêtée avant la fin, à une limite de l’exécution.",
    unfinished: "La recherche sur « {question} » n’a pas été menée à son terme.",
    otherLanguage:
      "Les documents sont dans une autre langue ({languages}), et rien n’est traduit sans modèle. Posez la question dans cette langue, ou choisissez un modèle.",
    more: "{count} autres sources ou recherches ont échoué ; events.jsonl dans le dossier de l’exécution les énumère.",
    reasons: reasons(
      "injoignable | accès refusé | introuvable | inutilisable | surchargé | trop volumineux | trop lent | format non lu | sans contenu | une limite a été atteinte",
    ),
  },
  es: {
    degraded: "Parte de la tarea «{role}» la hizo el análisis integrado en lugar del modelo: {reason}.",
    roles: roles("planificar | leer | redactar | comprobar | mirar"),
    stopped: "La búsqueda terminó antes de tiempo por un límite de la ejecución.",
    unfinished: "La búsqueda sobre «{question}» no llegó a su fin.",
    otherLanguage:
      "Los documentos están en otro idioma ({languages}) y nada se traduce sin un modelo. Pregunte en ese idioma o elija un modelo.",
    more: "Fallaron {count} fuentes o búsquedas más; events.jsonl en la carpeta de la ejecución las enumera.",
    reasons: reasons(
      "no se pudo acceder | acceso denegado | no se encontró | no se pudo usar | estaba saturado | era demasiado grande | tardó demasiado | formato que no se lee | sin contenido | se alcanzó un límite",
    ),
  },
  it: {
    degraded: "Parte del compito «{role}» è stata svolta dall’analisi integrata invece che dal modello: {reason}.",
    roles: roles("pianificare | leggere | scrivere | verificare | guardare"),
    stopped: "La ricerca è terminata in anticipo per un limite dell’esecuzione.",
    unfinished: "La ricerca su «{question}» non è stata portata a termine.",
    otherLanguage:
      "I documenti sono in un’altra lingua ({languages}) e nulla viene tradotto senza un modello. Faccia la domanda in quella lingua o scelga un modello.",
    more: "Altre {count} fonti o ricerche non sono riuscite; events.jsonl nella cartella dell’esecuzione le elenca.",
    reasons: reasons(
      "non raggiungibile | accesso negato | non trovato | non utilizzabile | sovraccarico | troppo grande | troppo lento | formato non letto | senza contenuto | è stato raggiunto un limite",
    ),
  },
  pt: {
    degraded: "Parte da tarefa “{role}” foi feita pela análise integrada em vez do modelo: {reason}.",
    roles: roles("planear | ler | escrever | verificar | ver"),
    stopped: "A pesquisa terminou antes do tempo por um limite da execução.",
    unfinished: "A pesquisa sobre “{question}” não chegou ao fim.",
    otherLanguage:
      "Os documentos estão noutra língua ({languages}) e nada é traduzido sem um modelo. Pergunte nessa língua ou escolha um modelo.",
    more: "Falharam mais {count} fontes ou pesquisas; events.jsonl na pasta da execução enumera-as.",
    reasons: reasons(
      "inacessível | acesso recusado | não encontrado | não utilizável | sobrecarregado | demasiado grande | demorou demasiado | formato que não é lido | sem conteúdo | foi atingido um limite",
    ),
  },
  nl: {
    degraded: "Een deel van de taak “{role}” deed de ingebouwde analyse in plaats van het model: {reason}.",
    roles: roles("plannen | lezen | schrijven | controleren | bekijken"),
    stopped: "Het zoeken eindigde voortijdig bij een grens van de uitvoering.",
    unfinished: "Het zoeken naar ‘{question}’ is niet voltooid.",
    otherLanguage:
      "De documenten zijn in een andere taal ({languages}) en zonder model wordt niets vertaald. Stel de vraag in die taal, of kies een model.",
    more: "Nog {count} bronnen of zoekacties mislukten; events.jsonl in de map van de uitvoering noemt ze.",
    reasons: reasons(
      "niet bereikbaar | toegang geweigerd | niet gevonden | niet bruikbaar | overbelast | te groot | duurde te lang | vorm die niet gelezen wordt | zonder inhoud | een grens was bereikt",
    ),
  },
  ru: {
    degraded: "Часть работы «{role}» вместо модели выполнил встроенный анализ: {reason}.",
    roles: roles("план | чтение | письмо | проверка | просмотр"),
    stopped: "Поиск завершился досрочно из-за ограничения запуска.",
    unfinished: "Поиск по вопросу «{question}» не был завершён.",
    otherLanguage:
      "Документы написаны на другом языке ({languages}), а без модели ничего не переводится. Задайте вопрос на этом языке или выберите модель.",
    more: "Ещё источников или поисков с ошибкой: {count}; они перечислены в events.jsonl в папке запуска.",
    reasons: reasons(
      "недоступно | доступ запрещён | не найдено | не удалось использовать | перегружено | слишком большой объём | слишком долго | формат не читается | без содержания | достигнуто ограничение",
    ),
  },
  zh: {
    degraded: "“{role}”的部分工作由内置分析完成，而非模型：{reason}。",
    roles: roles("规划 | 阅读 | 撰写 | 核查 | 看图"),
    stopped: "搜索因达到本次运行的限制而提前结束。",
    unfinished: "对“{question}”的搜索没有完成。",
    otherLanguage: "所读文件使用另一种语言（{languages}），没有模型就不会翻译。请用该语言提问，或选择一个模型。",
    more: "另有{count}个来源或搜索失败；运行文件夹中的events.jsonl列出了它们。",
    reasons: reasons(
      "无法连接 | 拒绝访问 | 未找到 | 无法使用 | 繁忙 | 过大 | 超时 | 格式无法读取 | 没有内容 | 已达到限制",
    ),
  },
  ja: {
    degraded: "「{role}」の一部は、モデルではなく内蔵の分析が行いました：{reason}。",
    roles: roles("計画 | 読解 | 執筆 | 検証 | 画像の確認"),
    stopped: "実行の制限に達したため、検索は途中で終わりました。",
    unfinished: "「{question}」の検索は完了しませんでした。",
    otherLanguage:
      "読んだ文書は別の言語（{languages}）で書かれており、モデルなしでは翻訳されません。その言語で質問するか、モデルを選んでください。",
    more: "ほかに{count}件の情報源または検索が失敗しました。実行フォルダーのevents.jsonlに一覧があります。",
    reasons: reasons(
      "接続できません | アクセスが拒否されました | 見つかりません | 利用できません | 混雑しています | 大きすぎます | 時間がかかりすぎました | 読めない形式です | 内容がありません | 制限に達しました",
    ),
  },
  ko: {
    degraded: "‘{role}’ 작업의 일부는 모델 대신 내장 분석이 수행했습니다: {reason}.",
    roles: roles("계획 | 읽기 | 쓰기 | 검증 | 보기"),
    stopped: "실행의 한도에 도달하여 검색이 일찍 끝났습니다.",
    unfinished: "‘{question}’에 대한 검색이 완료되지 않았습니다.",
    otherLanguage:
      "읽은 문서는 다른 언어({languages})로 되어 있으며, 모델 없이는 번역되지 않습니다. 그 언어로 질문하거나 모델을 선택하십시오.",
    more: "그 밖에 {count}개의 출처나 검색이 실패했습니다. 실행 폴더의 events.jsonl에 목록이 있습니다.",
    reasons: reasons(
      "연결할 수 없음 | 접근 거부 | 찾을 수 없음 | 사용할 수 없음 | 과부하 | 너무 큼 | 시간 초과 | 읽지 못하는 형식 | 내용 없음 | 한도 도달",
    ),
  },
  ar: {
    degraded: "أنجز التحليل المدمج جزءًا من مهمة «{role}» بدلًا من النموذج: {reason}.",
    roles: roles("التخطيط | القراءة | الكتابة | التحقق | النظر"),
    stopped: "انتهى البحث مبكرًا عند حد من حدود التشغيل.",
    unfinished: "لم يكتمل البحث عن «{question}».",
    otherLanguage:
      "الوثائق مكتوبة بلغة أخرى ({languages})، ولا يُترجم شيء من دون نموذج. اطرح السؤال بتلك اللغة أو اختر نموذجًا.",
    more: "فشلت {count} مصادر أو عمليات بحث أخرى؛ يسردها الملف events.jsonl في مجلد التشغيل.",
    reasons: reasons(
      "تعذر الوصول | رُفض الوصول | غير موجود | غير صالح للاستخدام | مشغول | كبير جدًا | استغرق وقتًا طويلًا | صيغة لا تُقرأ | بلا محتوى | بلغ الحد",
    ),
  },
};

/** The sentences for a BCP 47 tag; English where the language has none yet. */
export function limitPhrasesFor(language: string): LimitPhrases {
  const primary = primaryOf(language);
  const own = Object.hasOwn(tables, primary) ? tables[primary] : tables.en;
  if (!own) throw new Error("The English sentences of limits are missing.");
  return own;
}

/** Why something failed, in the language of a report. */
export const reasonFor = (code: FailureCode, language: string): string =>
  limitPhrasesFor(language).reasons[reasonOf[code]];
