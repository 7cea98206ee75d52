/** Addresses of files, on every machine. */
import path from "node:path";
import { artifactOf } from "../../../lib/tools/report/sarif-text";

it.each([
  [
    "from the folder, as it was named",
    "cdktf.out/stacks/a b/cdk.tf.json",
    "/work",
    "cdktf.out/stacks/a%20b/cdk.tf.json",
  ],
  ["from the folder, for an absolute name", "/work/x:y/é.json", "/work", "x%3Ay/%C3%A9.json"],
  ["from the folder, for a name that begins with dots", "/work/..x/a.json", "/work", "..x/a.json"],
])("is relative %s", (_, file, folder, uri) => {
  expect(artifactOf(file, folder, path.posix)).toEqual({ uri, uriBaseId: "%SRCROOT%" });
});

it("is absolute above the folder", () => {
  expect(artifactOf("../a b.json", "/work/app", path.posix)).toEqual({ uri: "file:///work/a%20b.json" });
});

it("is on its server on Windows", () => {
  expect(artifactOf("\\\\server\\a b\\plan.json", "C:\\work", path.win32)).toEqual({
    uri: "file://server/a%20b/plan.json",
  });
});

it("has forward slashes on Windows, too", () => {
  expect(artifactOf("cdktf.out\\stacks\\a\\cdk.tf.json", "C:\\work", path.win32)).toEqual({
    uri: "cdktf.out/stacks/a/cdk.tf.json",
    uriBaseId: "%SRCROOT%",
  });
});

it("is absolute on another drive of Windows", () => {
  expect(artifactOf("D:\\a b\\plan.json", "C:\\work", path.win32)).toEqual({ uri: "file:///D:/a%20b/plan.json" });
});
