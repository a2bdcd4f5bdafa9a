import { describeConnector } from "./support/connectors/suite.ts";
import { openYeastarRig } from "./support/connectors/yeastar-rig.ts";

describeConnector("the Yeastar P-Series", openYeastarRig);
