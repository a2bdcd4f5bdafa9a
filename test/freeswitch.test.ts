import { openFreeswitchRig } from "./support/connectors/freeswitch-rig.ts";
import { describeConnector } from "./support/connectors/suite.ts";

describeConnector("FreeSWITCH", openFreeswitchRig);
