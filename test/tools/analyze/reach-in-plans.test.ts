/** Plans show the same ways as the stacks that they are of, before anything is made and after. */
import { checkContext, checkStack, expectedOf } from "../../../lib/tools/analyze/check";
import { waysIn } from "../../../lib/tools/analyze/reach";
import { planOf } from "../plan-of";
import { Folder } from "../stack-files";
import { lines, TODAY } from "./hand-made";
import { declaredOn, publishedOn, type Resources, set } from "./published";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const CLOUDS = ["aws", "azure"] as const;

describe.each(CLOUDS)("a plan on %s", (cloud) => {
  it("of everything that is to be made has no findings", () => {
    const result = checkStack(folder.read(planOf(publishedOn(cloud), declaredOn(cloud)), "plan.json"), TODAY);
    expect(lines(result).filter((line) => !line.startsWith("note"))).toEqual([]);
    expect(result.summary.exact).toBe(true);
  });

  it("shows the same ways in as the stack", () => {
    const of = (content: unknown, name: string): unknown => {
      const context = checkContext(folder.read(content, name));
      return waysIn(context, expectedOf(context));
    };
    const variable = { uc_edge_deployment: { default: declaredOn(cloud) } };
    const synthesized = of({ resource: publishedOn(cloud), variable }, "cdk.tf.json");
    expect(of(planOf(publishedOn(cloud), declaredOn(cloud)), "plan.json")).toEqual(synthesized);
  });

  it("of what exists names it by its ids and addresses", () => {
    const text = JSON.stringify(publishedOn(cloud));
    const made = JSON.parse(text.replace(/\$\{(\w+)\.(\w+)\.(id|arn)\}/g, "/ids/$1/$2")) as Resources;
    for (const [type, byName] of Object.entries(made)) {
      for (const [name, values] of Object.entries(byName)) {
        const id = `/ids/${type}/${name}`;
        set(made, `${type}.${name}`, type.startsWith("aws_lb") ? { ...values, arn: id } : { ...values, id });
      }
    }
    const [type, attribute] = cloud === "aws" ? ["aws_eip", "public_ip"] : ["azurerm_public_ip", "ip_address"];
    set(made, `${type}.Public.${attribute}`, "192.0.2.1");
    set(made, `${type}.Web.${attribute}`, "192.0.2.2");
    const file = folder.read(planOf(made, declaredOn(cloud)), "plan.json");
    expect(lines(checkStack(file, TODAY)).filter((line) => !line.startsWith("note"))).toEqual([]);
    const context = checkContext(file);
    expect(
      waysIn(context, expectedOf(context)).map(({ address, addressKnown, asked }) => [address, addressKnown, asked]),
    ).toEqual([
      ["192.0.2.1", true, "all"],
      ["192.0.2.2", true, "all"],
    ]);
  });
});
