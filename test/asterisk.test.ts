import { openAsteriskRig } from "./support/connectors/asterisk-rig.ts";
import { describeConnector } from "./support/connectors/suite.ts";

describeConnector("Asterisk", openAsteriskRig);
