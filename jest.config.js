/** @type {import("jest").Config} */
module.exports = {
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testEnvironment: "node",
  // Types are checked once, by `npm run types`; here each file is only translated.
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: { isolatedModules: true } }] },
  // Of cdktf and constructs, which take a trace for each list that they make; see the file.
  moduleNameMapper: { "/private/stack-trace$": "<rootDir>/test/support/no-stack-trace.ts" },
  maxWorkers: 2,
  testTimeout: 60_000,
};
