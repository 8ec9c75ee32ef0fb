// Without a schema library: every tile of the gallery speaks of marks, and a page need not check what it makes itself.

export type Verdict = "pick" | "reject";
export type Review = "proposed" | "changes" | "approved";

/** What a studio decided about one asset; everybody in the workspace sees and changes the same. */
export interface AssetMarks {
  /** 1 to 5 stars; null is unrated. */
  rating: number | null;
  verdict: Verdict | null;
  review: Review | null;
  isFavourite: boolean;
  tags: readonly string[];
  isTrashed: boolean;
  /** Who decided last; null before anybody has. */
  personName: string | null;
}

export const noMarks: AssetMarks = {
  rating: null,
  verdict: null,
  review: null,
  isFavourite: false,
  tags: [],
  isTrashed: false,
  personName: null,
};

export const maxTags = 50;

/** What one decision sets; what it does not name stays as it is. */
export interface MarkChange {
  rating?: number | null | undefined;
  verdict?: Verdict | null | undefined;
  review?: Review | null | undefined;
  isFavourite?: boolean | undefined;
  isTrashed?: boolean | undefined;
  addTags?: string[] | undefined;
  removeTags?: string[] | undefined;
}

/** One output of a generation, or the place of a generation that has none. */
export interface AssetPlace {
  generationId: string;
  position: number;
}

/** The text by which an asset is known in lists, addresses and caches. */
export const assetKeyOf = ({ generationId, position }: AssetPlace): string => `${generationId}:${position}`;

/** As many as a browser sends at once, and a person can select. */
export const maxDecisions = 500;

export interface Decision extends AssetPlace {
  change: MarkChange;
}

/** The marks of an asset as they stand, as the server tells them. */
export type MarkedAsset = AssetPlace & { marks: AssetMarks };

const isSameTag = (a: string) => (b: string) => a.toLowerCase() === b.toLowerCase();

/** Tags in the order they were given; the same word in another case is the same tag. */
function withTags(tags: readonly string[], add: readonly string[], remove: readonly string[]): string[] {
  const kept = tags.filter((tag) => !remove.some(isSameTag(tag)));
  for (const tag of add) if (!kept.some(isSameTag(tag))) kept.push(tag);
  return kept.slice(0, maxTags);
}

/** The marks once a decision has been taken. */
export function marked(marks: AssetMarks, change: MarkChange, personName = marks.personName): AssetMarks {
  const { addTags = [], removeTags = [], ...set } = change;
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  return { ...marks, ...given, tags: withTags(marks.tags, addTags, removeTags), personName };
}

/** The decision that takes another back: it sets what was before. */
export function inverseOf(marks: AssetMarks, change: MarkChange): MarkChange {
  const has = (list: readonly string[], tag: string) => list.some(isSameTag(tag));
  return {
    ...(change.rating === undefined ? {} : { rating: marks.rating }),
    ...(change.verdict === undefined ? {} : { verdict: marks.verdict }),
    ...(change.review === undefined ? {} : { review: marks.review }),
    ...(change.isFavourite === undefined ? {} : { isFavourite: marks.isFavourite }),
    ...(change.isTrashed === undefined ? {} : { isTrashed: marks.isTrashed }),
    ...(change.addTags ? { removeTags: change.addTags.filter((tag) => !has(marks.tags, tag)) } : {}),
    ...(change.removeTags ? { addTags: change.removeTags.filter((tag) => has(marks.tags, tag)) } : {}),
  };
}

export const reviewLabels: Record<Review, string> = {
  proposed: "Proposed",
  changes: "Changes wanted",
  approved: "Approved",
};

/** The marks in a few words, as a screen reader hears them after a tile's name; none is no word. */
export function marksWords(marks: AssetMarks): string[] {
  return [
    ...(marks.verdict === "pick" ? ["picked"] : marks.verdict === "reject" ? ["rejected"] : []),
    ...(marks.rating === null ? [] : [`${marks.rating} ${marks.rating === 1 ? "star" : "stars"}`]),
    ...(marks.isFavourite ? ["favourite"] : []),
    ...(marks.review === null ? [] : [reviewLabels[marks.review].toLowerCase()]),
  ];
}
