/** What lint holds the code to: types, layers, docstrings, sizes, and tests that can fail. */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createNodeResolver, flatConfigs, importX } from "eslint-plugin-import-x";
import jest from "eslint-plugin-jest";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const require = createRequire(import.meta.url);

// Required, because as an ES module it needs Node 20.11, and `npm test`, which runs lint, must run with 20.9.
const jsdoc = require("eslint-plugin-jsdoc");

const ROOT = path.dirname(fileURLToPath(import.meta.url));

const CORE = ["net", "catalog", "model", "compiler", "stack"];

/** The folders of `lib/`, and what each may import besides itself. Facts flow one way: see CONTRIBUTING.md. */
const LAYERS = {
  net: { imports: [], cdktf: false },
  catalog: { imports: ["net"], cdktf: false },
  model: { imports: ["net", "catalog"], cdktf: false },
  compiler: { imports: ["net", "catalog", "model"], cdktf: false },
  stack: { imports: ["net", "catalog", "model", "compiler"], cdktf: true },
  aws: { imports: CORE, cdktf: true, provider: "provider-aws" },
  azure: { imports: CORE, cdktf: true, provider: "provider-azurerm" },
  systems: { imports: CORE, cdktf: true },
  // The judge of what the others make: it reads Terraform, and shares only values and documented facts with them.
  tools: { imports: ["net", "catalog"], cdktf: false },
  // For the tests of users: it synthesizes their apps, and asks the judge.
  testing: { imports: ["net", "catalog", "tools"], cdktf: true },
};

for (const entry of readdirSync(path.join(ROOT, "lib"), { withFileTypes: true })) {
  // What the table does not name would be free to import anything.
  if (entry.isDirectory() ? Object.hasOwn(LAYERS, entry.name) : entry.name === "index.ts") continue;
  throw new Error(`lib/${entry.name} has no place in the layers: see LAYERS in eslint.config.mjs`);
}

const layerZones = Object.entries(LAYERS).map(([layer, { imports }]) => ({
  target: `./lib/${layer}`,
  from: "./lib",
  except: [layer, ...imports].map((name) => `./${name}`),
  message: `Of lib/, ${layer} imports ${imports.length === 0 ? "nothing but itself" : `only ${imports.join(", ")}`}.`,
}));

const otherZones = [
  {
    target: "./lib/index.ts",
    from: ["./lib/aws", "./lib/azure", "./lib/tools"],
    message: "Whoever uses one cloud must not load the other's provider; each back end is an entry point of its own.",
  },
  {
    target: "./lib",
    from: "./lib/**/index.ts",
    message: "An index.ts is for users of the package; inside lib, name the file that has what you need.",
  },
  { target: "./lib", from: ["./examples", "./test"], message: "The library knows nothing of its examples and tests." },
  {
    target: "./examples",
    from: "./lib/**",
    except: ["**/lib/index.ts", "**/lib/*/index.ts"],
    message: "Examples show what users can write, so they import entry points only.",
  },
];

/** The packages that a layer must not import, as patterns. */
function packagesDenied({ cdktf, provider }) {
  const patterns = [];
  if (!cdktf) {
    patterns.push({
      regex: "^(cdktf|constructs)(/|$)",
      message: "Only stack, aws, azure, systems and testing know cdktf.",
    });
  }
  patterns.push({
    // The index of a provider loads some thousand files, half a gigabyte of them in memory.
    regex: provider === undefined ? "^@cdktf/" : `^@cdktf/(?!${provider}/lib/(?!index)[^/])`,
    message:
      provider === undefined
        ? "Provider bindings are for the back end of their cloud, lib/aws or lib/azure."
        : `Import single resources, @cdktf/${provider}/lib/<resource>, of this cloud's provider only.`,
  });
  return { patterns };
}

const PACKAGE_RULES = Object.entries(LAYERS).map(([layer, rules]) => ({
  files: [`lib/${layer}/**/*.ts`],
  rules: { "@typescript-eslint/no-restricted-imports": ["error", packagesDenied(rules)] },
}));

const SYNTAX_DENIED = [
  {
    selector: "BinaryExpression[operator='instanceof']",
    message:
      "Two copies of a package have two classes of one name: ask a Symbol.for mark, as in Role.isRole, or isNativeError of node:util.",
  },
  {
    selector: "ImportExpression[source.value=/^(cdktf|constructs|@cdktf\\u002F)/]",
    message: "Import packages at the top of the file, where the layer rules see them.",
  },
];

/** What users can call on an exported class; a method that overrides another has the other's docstring. */
const MEMBERS =
  "ExportNamedDeclaration > ClassDeclaration > ClassBody > " +
  ":matches(MethodDefinition, TSAbstractMethodDefinition)" +
  "[kind!=constructor][accessibility!=/private|protected/][override!=true]";

const EXPORTS = [
  "ClassDeclaration",
  "FunctionDeclaration",
  "TSEnumDeclaration",
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
  "VariableDeclaration",
];

/** Every export has a docstring, with tags that readers know; what types say already is not said again. */
const DOCSTRINGS = {
  "jsdoc/require-jsdoc": [
    "error",
    {
      publicOnly: true,
      enableFixer: false,
      checkConstructors: false,
      contexts: EXPORTS,
    },
  ],
  "jsdoc-of-members/require-jsdoc": [
    "error",
    { enableFixer: false, checkConstructors: false, require: { FunctionDeclaration: false }, contexts: [MEMBERS] },
  ],
  "jsdoc/require-description": ["error", { contexts: [...EXPORTS, MEMBERS, "TSPropertySignature"] }],
  "jsdoc/no-restricted-syntax": [
    "error",
    {
      contexts: [
        {
          context: "TSPropertySignature[optional=true][parent.parent.id.name=/Props$/]",
          comment: "JsdocBlock:not(:has(JsdocTag[tag=default]))",
          message: "Say what happens without an optional prop: `@default 300`, or `@default - none`.",
        },
      ],
    },
  ],
  "jsdoc/check-alignment": "error",
  "jsdoc/check-param-names": ["error", { disableMissingParamChecks: true }],
  "jsdoc/check-tag-names": ["error", { definedTags: ["source", "remarks", "internal", "default"] }],
  "jsdoc/empty-tags": "error",
  "jsdoc/no-types": "error",
  "jsdoc/require-param-description": "error",
  "jsdoc/require-returns-description": "error",
};

const NAME_SAYS_NOTHING = "{util,utils,helper,helpers,common,misc}";

export default defineConfig(
  globalIgnores(["dist/", "cdktf.out/", "coverage/", "etc/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      // Without these settings no-cycle cannot parse TypeScript, and reports nothing instead of saying so.
      flatConfigs.typescript,
    ],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: ROOT } },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })] },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      // Every import is a declaration at the top: one written inside a type would pass the layer rules unseen.
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      // `AwsPeer.prefixList(...)` is how users of constructs look for a peer: a class may be a name for functions.
      "@typescript-eslint/no-extraneous-class": ["error", { allowStaticOnly: true }],
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "import-x/no-restricted-paths": ["error", { basePath: ROOT, zones: [...layerZones, ...otherZones] }],
    },
  },
  {
    files: ["lib/**/*.ts"],
    // Twice, because the rule that asks for docstrings overlooks the members of a class that has one itself.
    plugins: { jsdoc, "jsdoc-of-members": jsdoc },
    rules: {
      "no-restricted-syntax": ["error", ...SYNTAX_DENIED],
      "import-x/no-default-export": "error",
      // What is neither a dependency nor a peer is not there at users'.
      "import-x/no-extraneous-dependencies": [
        "error",
        { devDependencies: false, includeTypes: true, packageDir: ROOT },
      ],
      "@typescript-eslint/no-restricted-imports": ["error", packagesDenied({ cdktf: false })],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      ...DOCSTRINGS,
    },
  },
  ...PACKAGE_RULES,
  // A table is as long as the document's.
  { files: ["lib/catalog/**/*.ts"], rules: { "max-lines": "off" } },
  // Jest's matchers are typed by declaring them in its global namespace.
  {
    files: ["lib/testing/index.ts"],
    rules: { "@typescript-eslint/no-namespace": ["error", { allowDeclarations: true }] },
  },
  {
    files: [`lib/**/${NAME_SAYS_NOTHING}.ts`, `lib/**/${NAME_SAYS_NOTHING}/**/*.ts`],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "Program", message: "Name a file after what it is about, so that it does not collect the rest." },
        ...SYNTAX_DENIED,
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    extends: [jest.configs["flat/recommended"]],
    rules: {
      "jest/expect-expect": ["error", { assertFunctionNames: ["expect*", "fc.assert"] }],
      "jest/no-commented-out-tests": "error",
      "jest/no-disabled-tests": "error",
      "jest/no-duplicate-hooks": "error",
      "jest/prefer-hooks-on-top": "error",
      "jest/require-to-throw-message": "error",
    },
  },
  // A property holds for many cases, and says of each kind of case what holds.
  { files: ["test/property/**/*.ts"], rules: { "jest/no-conditional-expect": "off" } },
  { files: ["**/*.{js,mjs}"], extends: [tseslint.configs.recommended] },
);
