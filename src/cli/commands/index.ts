import type { Command } from "commander";
import type { CliIo } from "../io.ts";
import { register as audit } from "./audit.ts";
import { register as backup } from "./backup.ts";
import { register as config } from "./config.ts";
import { register as deliveries } from "./deliveries.ts";
import { register as demo } from "./demo.ts";
import { register as explain } from "./explain.ts";
import { register as fold } from "./fold.ts";
import { register as gjson } from "./gjson.ts";
import { register as lint } from "./lint.ts";
import { register as mend } from "./mend.ts";
import { register as people } from "./people.ts";
import { register as privacy } from "./privacy.ts";
import { register as rehearse } from "./rehearse.ts";
import { register as render } from "./render.ts";
import { register as restore } from "./restore.ts";
import { register as rotateKey } from "./rotate-key.ts";
import { register as run } from "./run.ts";
import { register as serve } from "./serve.ts";
import { register as simulate } from "./simulate.ts";
import { register as token } from "./token.ts";

/** All commands, in the order of the help. Each adds itself; what it needs is loaded when it runs. */
export const COMMANDS: readonly ((program: Command, io: CliIo) => void)[] = [
  lint,
  mend,
  render,
  run,
  gjson,
  demo,
  serve,
  config,
  token,
  people,
  audit,
  rotateKey,
  backup,
  restore,
  explain,
  rehearse,
  deliveries,
  privacy,
  simulate,
  fold,
];
