/** The Director between the Access Edge and the servers inside. */
import { UcEdgeError } from "../../net/uc-edge-error";
import type { EdgeServerProps } from "./edge-server-props";
import { type EdgeService, roleFact } from "./edge-services";
import { documentedRole } from "./inside-peers";

/**
 * Refuses a Director where it has no part, and one that is given as a server behind itself.
 *
 * @throws {@link UcEdgeError} `ocs-role-missing`, `ocs-director-invalid`, `ocs-director-as-server`.
 */
export function checkDirector({ director }: EdgeServerProps, services: readonly EdgeService[], path: string): void {
  const service = services.find(({ role }) => role === "access-edge");
  const fault = (code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ code, what: "cannot connect the Director", prop, value, expected, todo, path });
  if (director === undefined) {
    const given = service === undefined ? undefined : documentedRole(service.internalServer);
    if (given?.id !== "director") return;
    throw fault(
      "ocs-director-as-server",
      "accessEdge.internalServer",
      `the Director ${given.path}`,
      "the servers and pools behind the Director (ocs-2007 edge-servers row 1): they talk to the A/V Edge themselves",
      "give the Director as director, and those behind it as accessEdge.internalServer",
    );
  }
  if (service === undefined) {
    throw fault(
      "ocs-role-missing",
      "director",
      "chosen",
      `the ${roleFact("access-edge").title} with it (ocs-2007 edge-servers row 1)`,
      "deploy the service, or leave the Director out",
    );
  }
  const given = documentedRole(director);
  if (given === undefined || given.id === "director") return;
  throw fault(
    "ocs-director-invalid",
    "director",
    `the ${given.title} ${given.path}`,
    "a Director",
    "name the Director, or leave it out and give the server as accessEdge.internalServer",
  );
}
