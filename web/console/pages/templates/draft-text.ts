/** A text that goes into the studio and is saved nowhere yet. */
export interface DraftText {
  readonly xml: string;
  /** As the file was called, or what it is. */
  readonly name: string;
}

let waiting: DraftText | undefined;

/** Hands a text to the studio, which is opened next. */
export function leaveDraft(draft: DraftText): void {
  waiting = draft;
}

/** The text that was handed over last; it stays until the next one, so that going back and forth keeps it. */
export function findDraft(): DraftText | undefined {
  return waiting;
}
