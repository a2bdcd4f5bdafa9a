import { type Command, Option } from "commander";
import { allowsPrivateTargets } from "../inputs.ts";
import { type CliIo, outJson } from "../io.ts";
import { readPort } from "../numbers.ts";
import { readStoreUrl, STORE_URL_OPTION } from "../store-place.ts";
import { keepYoungGenerationSmall, letYoungGenerationGrow } from "../young-generation.ts";

interface ServeOptions {
  readonly config?: string;
  readonly data?: string;
  readonly storeUrl?: string;
  readonly host?: string;
  readonly port?: string;
  readonly publicUrl?: string;
  readonly allowPrivateTargets?: boolean;
  readonly logLevel?: string;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  program
    .command("serve")
    .summary("run the engine")
    .description(
      "Takes phone events and does for each call what the integrations want. What a flag says wins over the environment, the environment over the configuration. Stops in good order on Ctrl+C or SIGTERM.",
    )
    .option("--config <file>", "deskbell.yaml: what to set up at the start")
    .option("--data <folder>", "where everything is kept (DESKBELL_DATA); made when it is not there")
    .option(...STORE_URL_OPTION)
    .option("--host <address>", "to listen on (DESKBELL_HOST); 127.0.0.1 by default")
    .option("--port <number>", "to listen on (DESKBELL_PORT); 8484 by default, 0 = any free one")
    .option("--public-url <url>", "under which browsers reach the server; OAuth2 sends them back to it")
    .option(
      "--allow-private-targets",
      "let requests go to this machine and the local network (DESKBELL_ALLOW_PRIVATE_TARGETS=1)",
    )
    .addOption(
      new Option("--log-level <level>", "of the log on standard error (DESKBELL_LOG_LEVEL)").choices([
        "debug",
        "info",
        "warn",
        "error",
        "silent",
      ]),
    )
    .option("--json", "print the address, the first token and the set-up link as JSON, for programs")
    .addHelpText(
      "after",
      "\nExample:\n  deskbell serve --config deskbell.yaml --data /var/lib/deskbell\n  deskbell serve --data /var/lib/deskbell --store-url @/etc/deskbell/store-url\n",
    )
    .action(async (options: ServeOptions) => {
      keepYoungGenerationSmall();
      const { DeskbellError } = await import("../../base/index.ts");
      const { LOG_LEVELS, openLog, readConfigFile, startServer } = await import("../../server/index.ts");
      const dataFolder = options.data ?? io.env.DESKBELL_DATA;
      if (!dataFolder)
        throw new DeskbellError(
          "INPUT_INVALID",
          "say where data is kept: --data FOLDER, or DESKBELL_DATA in the environment",
        );
      const storeUrl = readStoreUrl(options.storeUrl, io);
      const config = options.config === undefined ? undefined : readConfigFile(options.config);
      const own = config?.config.server;
      const level = options.logLevel ?? io.env.DESKBELL_LOG_LEVEL ?? own?.logLevel ?? "info";
      const logLevel = LOG_LEVELS.find((one) => one === level);
      if (!logLevel)
        throw new DeskbellError("INPUT_INVALID", `DESKBELL_LOG_LEVEL ${level}: write one of ${LOG_LEVELS.join(", ")}`);
      const host = options.host ?? io.env.DESKBELL_HOST ?? own?.host;
      const portText = options.port ?? io.env.DESKBELL_PORT;
      const port = portText === undefined ? own?.port : readPort(portText);
      const publicUrl = options.publicUrl ?? own?.publicUrl;
      const server = await startServer({
        dataFolder,
        ...(storeUrl !== undefined && { storeUrl }),
        ...(config && { config }),
        ...(host !== undefined && { host }),
        ...(port !== undefined && { port }),
        ...(publicUrl !== undefined && { publicUrl }),
        allowPrivateTargets: allowsPrivateTargets(options.allowPrivateTargets, io) || own?.allowPrivateTargets === true,
        environment: io.env,
        log: openLog(logLevel),
      });
      letYoungGenerationGrow();
      const token = server.adminToken?.reveal();
      const setUpLink = server.setUpLink?.url.reveal();
      if (options.json) {
        outJson(io, {
          address: server.address,
          ...(token !== undefined && { adminToken: token }),
          ...(setUpLink !== undefined && { setUpLink }),
        });
      } else {
        const first = token === undefined ? "" : `First start. Administrator token, shown only now: ${token}\n`;
        const owner =
          setUpLink === undefined
            ? ""
            : `Nobody owns it yet. Open this once, within 24 hours, to do so:\n  ${setUpLink}\n`;
        io.out(`Deskbell listens on ${server.address}\n${first}${owner}`);
      }
      await new Promise<void>((resolve) => {
        if (io.signal.aborted) resolve();
        io.signal.addEventListener("abort", () => resolve(), { once: true });
      });
      io.say("deskbell: stopping; running attempts may end\n");
      await server.close();
    });
}
