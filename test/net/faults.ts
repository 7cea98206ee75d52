import { UcEdgeError } from "../../lib/net/uc-edge-error";

/** The code and the message of the error that an action throws; fails when it throws none, or another. */
export function faultOf(action: () => unknown): { code: string; message: string } {
  try {
    action();
  } catch (error) {
    if (UcEdgeError.isUcEdgeError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("nothing was thrown");
}
