import type { Call } from "../../domain/index.ts";
import type { RecordingLink } from "../../store/index.ts";

/** The audio of a recording, whole, on this node's disk. */
export interface RecordingFile {
  readonly path: string;
  readonly bytes: number;
  /** Such as `audio/wav`. */
  readonly contentType: string;
  /** A strong entity tag (RFC 9110, 8.8.3), in quotes. */
  readonly etag: string;
  /** How the file is called for people. */
  readonly name: string;
}

/** What came of asking for audio. `later`: not finished, or somebody else's turn. `gone`: it is nowhere any more. `none`: there never was any to be had. */
export type RecordingAnswer =
  | { readonly state: "ready"; readonly file: RecordingFile }
  | { readonly state: "later"; readonly seconds: number }
  | { readonly state: "gone" | "none" };

/** A link that somebody came by. */
export type FoundLink =
  | { readonly state: "good" | "expired" | "revoked"; readonly link: RecordingLink }
  | { readonly state: "unknown" };

/** Recordings and our links to them; the composition root supplies it. */
export interface RecordingLibrary {
  /** Whoever has the token may listen. Nothing is looked up for one that we did not sign. */
  findByToken(token: string): Promise<FoundLink>;
  /** The link of a call as it is kept, with its address; `undefined` when none was given out. */
  findLink(callId: string): Promise<(RecordingLink & { readonly address: string }) | undefined>;
  /** Ends the link of a call; one that was never given out never will be. */
  revoke(call: Call): Promise<void>;
  /** From the cache, else from the PBX, as long as a listener waits. Never throws for what the PBX did. */
  get(call: Call): Promise<RecordingAnswer>;
  /** Removes audio that nothing stands for any more: of calls that were erased, and whose time is over. */
  sweep(): Promise<void>;
}
