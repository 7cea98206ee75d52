/** All example stacks: one per concept and cloud, named `<concept>-aws` and `<concept>-azure`. */
import type { App } from "cdktf";
import { OcsEdgeAws } from "./ocs-edge/aws";
import { OcsEdgeAzure } from "./ocs-edge/azure";

/** Adds every example to an app. */
export function addExamples(app: App): void {
  new OcsEdgeAws(app, "ocs-edge-aws");
  new OcsEdgeAzure(app, "ocs-edge-azure");
}
