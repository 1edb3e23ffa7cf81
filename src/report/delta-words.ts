import { primaryOf } from "./locale.ts";

/** The fixed words of a briefing, per language; `{date}` and `{count}` stand for what they say. */
export interface DeltaWords {
  readonly title: string;
  readonly nothing: string;
  readonly first: string;
  /** "14 statements were checked again and still stand." */
  readonly stand: string;
  readonly unchecked: string;
  readonly more: string;
  /** Column heads. */
  readonly what: string;
  readonly change: string;
  readonly before: string;
  readonly now: string;
  /** At most three words, so that they are no claim of their own. */
  readonly withdrawn: string;
  /** Whose, what and when of a number: `{metric}`, `{entity}` and `{period}`. */
  readonly subject: string;
  /** A number that went up or down: `{what}`, `{now}` and `{before}`. */
  readonly rose: string;
  readonly fell: string;
  /** A number that is put against another: `{other}`. */
  readonly against: string;
  /** Two sources and more; one is named. */
  readonly gone: string;
  /** Changes that a headline does not tell. */
  readonly others: string;
  /** Words of a status, as a column shows it. */
  readonly status: {
    readonly new: string;
    readonly changed: string;
    readonly contradicted: string;
    readonly gone: string;
    readonly confirmed: string;
    readonly unchecked: string;
  };
}

const status = (...words: readonly [string, string, string, string, string, string]): DeltaWords["status"] => ({
  new: words[0],
  changed: words[1],
  contradicted: words[2],
  gone: words[3],
  confirmed: words[4],
  unchecked: words[5],
});

const en: DeltaWords = {
  title: "What changed since {date}",
  nothing: "Nothing new since {date}.",
  first: "This is the first briefing; the next ones begin with what changed.",
  stand: "Checked again and still standing: {count}.",
  unchecked: "Not checked, because their sources could not be reached: {count}.",
  more: "Further entries in delta.json: {count}.",
  what: "What",
  change: "Change",
  before: "Before",
  now: "Now",
  withdrawn: "no longer stated",
  subject: "{metric} of {entity} ({period})",
  rose: "{what} rose to {now} from {before}",
  fell: "{what} fell to {now} from {before}",
  against: "against {other}",
  gone: "{count} sources gone",
  others: "other changes: {count}",
  status: status("new", "changed", "contradicted", "source gone", "confirmed", "not checked"),
};

const tables: Readonly<Record<string, DeltaWords>> = {
  en,
  de: {
    title: "Was sich seit dem {date} geändert hat",
    nothing: "Nichts Neues seit dem {date}.",
    first: "Dies ist das erste Briefing; die nächsten beginnen mit dem, was sich geändert hat.",
    stand: "Erneut geprüft und weiterhin gültig: {count}.",
    unchecked: "Nicht geprüft, weil die Quellen nicht erreichbar waren: {count}.",
    more: "Weitere Einträge in delta.json: {count}.",
    what: "Was",
    change: "Änderung",
    before: "Vorher",
    now: "Jetzt",
    withdrawn: "nicht mehr genannt",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}: Anstieg auf {now} von {before}",
    fell: "{what}: Rückgang auf {now} von {before}",
    against: "gegen {other}",
    gone: "{count} Quellen weg",
    others: "weitere Änderungen: {count}",
    status: status("neu", "geändert", "widersprochen", "Quelle weg", "bestätigt", "nicht geprüft"),
  },
  fr: {
    title: "Ce qui a changé depuis le {date}",
    nothing: "Rien de nouveau depuis le {date}.",
    first: "Ceci est la première note ; les suivantes commencent par ce qui a changé.",
    stand: "Revérifié et toujours valable : {count}.",
    unchecked: "Non vérifié, car les sources étaient inaccessibles : {count}.",
    more: "Autres entrées dans delta.json : {count}.",
    what: "Quoi",
    change: "Changement",
    before: "Avant",
    now: "Maintenant",
    withdrawn: "plus indiqué",
    subject: "{metric}, {entity} ({period})",
    rose: "{what} : hausse à {now} contre {before}",
    fell: "{what} : baisse à {now} contre {before}",
    against: "contre {other}",
    gone: "{count} sources disparues",
    others: "autres changements : {count}",
    status: status("nouveau", "modifié", "contredit", "source disparue", "confirmé", "non vérifié"),
  },
  es: {
    title: "Qué ha cambiado desde el {date}",
    nothing: "Nada nuevo desde el {date}.",
    first: "Este es el primer informe; los siguientes empiezan con lo que ha cambiado.",
    stand: "Comprobado de nuevo y aún válido: {count}.",
    unchecked: "Sin comprobar, porque las fuentes no estaban accesibles: {count}.",
    more: "Más entradas en delta.json: {count}.",
    what: "Qué",
    change: "Cambio",
    before: "Antes",
    now: "Ahora",
    withdrawn: "ya no figura",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}: aumento a {now} desde {before}",
    fell: "{what}: descenso a {now} desde {before}",
    against: "frente a {other}",
    gone: "{count} fuentes desaparecidas",
    others: "otros cambios: {count}",
    status: status("nuevo", "cambiado", "contradicho", "fuente desaparecida", "confirmado", "sin comprobar"),
  },
  it: {
    title: "Che cosa è cambiato dal {date}",
    nothing: "Nessuna novità dal {date}.",
    first: "Questo è il primo briefing; i prossimi cominciano con ciò che è cambiato.",
    stand: "Ricontrollato e ancora valido: {count}.",
    unchecked: "Non controllato, perché le fonti non erano raggiungibili: {count}.",
    more: "Altre voci in delta.json: {count}.",
    what: "Che cosa",
    change: "Cambiamento",
    before: "Prima",
    now: "Ora",
    withdrawn: "non più indicato",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}: aumento a {now} da {before}",
    fell: "{what}: calo a {now} da {before}",
    against: "contro {other}",
    gone: "{count} fonti scomparse",
    others: "altri cambiamenti: {count}",
    status: status("nuovo", "cambiato", "contraddetto", "fonte scomparsa", "confermato", "non controllato"),
  },
  nl: {
    title: "Wat er sinds {date} is veranderd",
    nothing: "Niets nieuws sinds {date}.",
    first: "Dit is de eerste briefing; de volgende beginnen met wat er veranderd is.",
    stand: "Opnieuw gecontroleerd en nog geldig: {count}.",
    unchecked: "Niet gecontroleerd, omdat de bronnen onbereikbaar waren: {count}.",
    more: "Meer vermeldingen in delta.json: {count}.",
    what: "Wat",
    change: "Wijziging",
    before: "Eerder",
    now: "Nu",
    withdrawn: "niet meer vermeld",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}: stijging naar {now} van {before}",
    fell: "{what}: daling naar {now} van {before}",
    against: "tegenover {other}",
    gone: "{count} bronnen weg",
    others: "andere wijzigingen: {count}",
    status: status("nieuw", "gewijzigd", "weersproken", "bron weg", "bevestigd", "niet gecontroleerd"),
  },
  pt: {
    title: "O que mudou desde {date}",
    nothing: "Nada de novo desde {date}.",
    first: "Este é o primeiro briefing; os próximos começam com o que mudou.",
    stand: "Verificado de novo e ainda válido: {count}.",
    unchecked: "Não verificado, porque as fontes não estavam acessíveis: {count}.",
    more: "Mais entradas em delta.json: {count}.",
    what: "O quê",
    change: "Mudança",
    before: "Antes",
    now: "Agora",
    withdrawn: "já não consta",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}: aumento para {now} de {before}",
    fell: "{what}: queda para {now} de {before}",
    against: "contra {other}",
    gone: "{count} fontes desaparecidas",
    others: "outras mudanças: {count}",
    status: status("novo", "alterado", "contradito", "fonte desaparecida", "confirmado", "não verificado"),
  },
  ru: {
    title: "Что изменилось с {date}",
    nothing: "Ничего нового с {date}.",
    first: "Это первая сводка; следующие начинаются с изменений.",
    stand: "Проверено снова и остаётся в силе: {count}.",
    unchecked: "Не проверено, источники недоступны: {count}.",
    more: "Другие записи в delta.json: {count}.",
    what: "Что",
    change: "Изменение",
    before: "Раньше",
    now: "Теперь",
    withdrawn: "больше не указано",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}: рост до {now} с {before}",
    fell: "{what}: снижение до {now} с {before}",
    against: "против {other}",
    gone: "исчезло источников: {count}",
    others: "другие изменения: {count}",
    status: status("новое", "изменено", "противоречие", "источник исчез", "подтверждено", "не проверено"),
  },
  zh: {
    title: "自{date}以来的变化",
    nothing: "自{date}以来没有新内容。",
    first: "这是第一份简报；以后的简报以变化开头。",
    stand: "重新核对后仍然成立：{count}。",
    unchecked: "来源无法访问而未核对：{count}。",
    more: "delta.json 中还有：{count}。",
    what: "内容",
    change: "变化",
    before: "之前",
    now: "现在",
    withdrawn: "不再提及",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}：从{before}升至{now}",
    fell: "{what}：从{before}降至{now}",
    against: "对比{other}",
    gone: "{count}个来源消失",
    others: "其他变化：{count}",
    status: status("新增", "已变", "矛盾", "来源消失", "已确认", "未核对"),
  },
  ja: {
    title: "{date}以降の変化",
    nothing: "{date}以降、新しいことはありません。",
    first: "これは最初のブリーフィングです。次回からは変化を冒頭に示します。",
    stand: "再確認して変わりなし：{count}。",
    unchecked: "情報源に届かず未確認：{count}。",
    more: "delta.json にほかの項目：{count}。",
    what: "内容",
    change: "変化",
    before: "以前",
    now: "現在",
    withdrawn: "記載なし",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}：{before}から{now}に上昇",
    fell: "{what}：{before}から{now}に低下",
    against: "対{other}",
    gone: "情報源{count}件が消失",
    others: "その他の変化：{count}",
    status: status("新規", "変更", "矛盾", "情報源消失", "確認済み", "未確認"),
  },
  ko: {
    title: "{date} 이후 달라진 점",
    nothing: "{date} 이후 새로운 내용이 없습니다.",
    first: "첫 브리핑입니다. 다음부터는 달라진 점으로 시작합니다.",
    stand: "다시 확인했고 그대로임: {count}.",
    unchecked: "출처에 접근할 수 없어 확인하지 못함: {count}.",
    more: "delta.json의 다른 항목: {count}.",
    what: "내용",
    change: "변화",
    before: "이전",
    now: "현재",
    withdrawn: "더 이상 없음",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}: {before}에서 {now}(으)로 증가",
    fell: "{what}: {before}에서 {now}(으)로 감소",
    against: "{other} 대비",
    gone: "출처 {count}개 사라짐",
    others: "기타 변화: {count}",
    status: status("신규", "변경", "모순", "출처 사라짐", "확인됨", "미확인"),
  },
  ar: {
    title: "ما تغيّر منذ {date}",
    nothing: "لا جديد منذ {date}.",
    first: "هذا هو الموجز الأول؛ تبدأ الموجزات التالية بما تغيّر.",
    stand: "أُعيد التحقق منه وما زال قائمًا: {count}.",
    unchecked: "لم يُتحقق منه لتعذّر الوصول إلى المصادر: {count}.",
    more: "بنود أخرى في delta.json: {count}.",
    what: "الموضوع",
    change: "التغيير",
    before: "سابقًا",
    now: "الآن",
    withdrawn: "لم يعد مذكورًا",
    subject: "{metric}, {entity} ({period})",
    rose: "{what}: ارتفاع إلى {now} من {before}",
    fell: "{what}: انخفاض إلى {now} من {before}",
    against: "مقابل {other}",
    gone: "المصادر التي اختفت: {count}",
    others: "تغييرات أخرى: {count}",
    status: status("جديد", "تغيّر", "متناقض", "المصدر اختفى", "مؤكَّد", "لم يُفحص"),
  },
};

/** The words of a language; English where there are none. */
export function deltaWords(language: string): DeltaWords {
  const primary = primaryOf(language);
  return Object.hasOwn(tables, primary) ? (tables[primary] ?? en) : en;
}

/** A pattern with its values in place. */
export const filledWords = (pattern: string, values: Readonly<Record<string, string | number>>): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

const statuses = ["contradicted", "changed", "gone", "new", "confirmed", "unchecked"] as const;

const capitalised = (word: string): string => word.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** "Contradicted: 1 · Changed: 2 · Confirmed: 14": what there is of each, what matters most first. */
export function countsLine(counts: Readonly<Record<keyof DeltaWords["status"], number>>, language: string): string {
  const words = deltaWords(language).status;
  return statuses
    .flatMap((name) => (counts[name] > 0 ? [`${capitalised(words[name])}: ${counts[name]}`] : []))
    .join(" · ");
}
