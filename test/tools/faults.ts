/** What a reader throws for input that it refuses. */
import { UcEdgeError } from "../../lib/net/uc-edge-error";

/** The error that a call throws; it must be one of the library's. */
export function faultOf(call: () => unknown): UcEdgeError {
  try {
    call();
  } catch (error) {
    if (UcEdgeError.isUcEdgeError(error)) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
