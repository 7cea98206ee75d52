/** All example stacks: one per concept and cloud, named `<concept>-aws` and `<concept>-azure`. */
import type { App } from "cdktf";
import { OcsEdgeAws } from "./ocs-edge/aws";
import { OcsEdgeAzure } from "./ocs-edge/azure";
import { OwnProductAws } from "./own-product/aws";
import { OwnProductAzure } from "./own-product/azure";

/** Adds every example to an app. */
export function addExamples(app: App): void {
  new OcsEdgeAws(app, "ocs-edge-aws");
  new OcsEdgeAzure(app, "ocs-edge-azure");
  new OwnProductAws(app, "own-product-aws");
  new OwnProductAzure(app, "own-product-azure");
}
