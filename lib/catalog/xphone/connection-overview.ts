/** The connection overview of `xphone`, row by row. */
import type { FlowFact } from "../schema";
import { ROWS_1_TO_7 } from "./connection-overview-clients-and-push";
import { ROWS_14_TO_23 } from "./connection-overview-media";
import { ROWS_24_TO_32 } from "./connection-overview-mobile-and-others";
import { ROWS_8_TO_13 } from "./connection-overview-satellite-and-web";

/** The 32 rows, in printed order. */
export const XPHONE_CONNECTION_OVERVIEW: readonly FlowFact[] = [
  ...ROWS_1_TO_7,
  ...ROWS_8_TO_13,
  ...ROWS_14_TO_23,
  ...ROWS_24_TO_32,
];
