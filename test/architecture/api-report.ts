/**
 * The public API as text: every exported name of every entry point with its declaration, as users' compilers see it.
 *
 * The declarations come from the sources at hand and not from `dist`, which may be older. Comments are left out, and so
 * are private members: neither is what users' code depends on.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const ROOT = path.resolve(__dirname, "../..");

/** The committed report. */
export const REPORT_FILE = path.join(ROOT, "etc/cdktf-uc-edge.api.md");

const HEAD = `# Public API

Written by \`npm run api\`; a test compares it with the sources. When a change of the API is meant, run the command and
commit the result with the change.
`;

/** Writes the report of the sources as they are. */
export function reportApi(): string {
  const declarations = emitDeclarations();
  const entryPoints = readEntryPoints();
  const program = programOf([...entryPoints.values()], declarations);
  const checker = program.getTypeChecker();
  const exported = new Map([...entryPoints].map(([name, file]) => [name, exportsOf(program, checker, file)]));
  const known = new Set([...exported.values()].flatMap((symbols) => [...symbols.values()]));
  const isOurs = (symbol: ts.Symbol): boolean => declaredIn(symbol, (file) => declarations.has(path.normalize(file)));
  const reached = reachable([...known], checker, isOurs);
  const sections = [...exported].map(([name, symbols]) => section(name, symbols));
  const others = new Map(reached.filter((symbol) => !known.has(symbol)).map((symbol) => [symbol.name, symbol]));
  return [HEAD, ...sections, section("Exported by no entry point, yet seen through one", others)].join("\n");
}

/** The declaration files that the build would write, by absolute path. */
function emitDeclarations(): Map<string, string> {
  const configFile = path.join(ROOT, "tsconfig.build.json");
  const { config } = ts.readConfigFile(configFile, (file) => ts.sys.readFile(file)) as { config: unknown };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT, undefined, configFile);
  const program = ts.createProgram(fileNames, { ...options, emitDeclarationOnly: true, noEmitOnError: false });
  const written = new Map<string, string>();
  program.emit(undefined, (file, text) => written.set(path.normalize(file), text));
  return written;
}

/** The declaration file of each entry point, by what users import. */
function readEntryPoints(): Map<string, string> {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    name: string;
    exports: Record<string, string | { types: string }>;
  };
  const found = new Map<string, string>();
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    if (typeof target === "object") found.set(path.posix.join(manifest.name, subpath), path.join(ROOT, target.types));
  }
  return found;
}

/** A program of declaration files that are in memory only. */
function programOf(files: readonly string[], declarations: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  const dist = path.join(ROOT, "dist") + path.sep;
  const inMemory = (file: string): boolean => path.normalize(file).startsWith(dist);
  host.fileExists = (file) => (inMemory(file) ? declarations.has(path.normalize(file)) : disk.fileExists(file));
  host.readFile = (file) => (inMemory(file) ? declarations.get(path.normalize(file)) : disk.readFile(file));
  // Without it, folders are taken to exist: that of the declarations need not.
  delete host.directoryExists;
  return ts.createProgram([...files], options, host);
}

/** What an entry point exports, by name; each symbol is that of the declaration and not of the re-export. */
function exportsOf(program: ts.Program, checker: ts.TypeChecker, file: string): Map<string, ts.Symbol> {
  const source = program.getSourceFile(file);
  const entry = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (entry === undefined) throw new Error(`no declarations of ${path.relative(ROOT, file)}: does lib/ have the file?`);
  return new Map(checker.getExportsOfModule(entry).map((symbol) => [symbol.name, declared(symbol, checker)]));
}

function declared(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** All symbols at the top of our files that declarations name, and those that theirs name, and so on. */
function reachable(
  from: readonly ts.Symbol[],
  checker: ts.TypeChecker,
  isOurs: (symbol: ts.Symbol) => boolean,
): ts.Symbol[] {
  const found = new Set(from);
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (symbol !== undefined) {
      const target = declared(symbol, checker);
      if (isOurs(target) && statementsOf(target).length > 0) found.add(target);
    }
    ts.forEachChild(node, visit);
  };
  // A set iterates over what is added while it is iterated.
  for (const symbol of found) for (const statement of statementsOf(symbol)) visit(withoutPrivate(statement));
  return [...found];
}

function declaredIn(symbol: ts.Symbol, test: (file: string) => boolean): boolean {
  return symbol.declarations?.some((declaration) => test(declaration.getSourceFile().fileName)) ?? false;
}

/** The statements at the top of a file that declare a symbol; none for members and type parameters. */
function statementsOf(symbol: ts.Symbol): ts.Statement[] {
  return (symbol.declarations ?? []).flatMap((declaration) => {
    const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return ts.isSourceFile(node.parent) && ts.isStatement(node) ? [node] : [];
  });
}

function section(title: string, symbols: ReadonlyMap<string, ts.Symbol>): string {
  const names = [...symbols].sort(([a], [b]) => (a < b ? -1 : 1));
  const blocks = names.map(([name, symbol]) => {
    const text = statementsOf(symbol).map(print).join("\n");
    return name === symbol.name ? text : `// as ${name}\n${text}`;
  });
  return `## ${title}\n\n\`\`\`ts\n${blocks.join("\n\n")}\n\`\`\`\n`;
}

function print(statement: ts.Statement): string {
  const printer = ts.createPrinter({ removeComments: true });
  return printer.printNode(ts.EmitHint.Unspecified, withoutPrivate(statement), statement.getSourceFile());
}

/** A class without its private members; a private constructor stays, as it says that users cannot make one. */
function withoutPrivate(statement: ts.Statement): ts.Statement {
  if (!ts.isClassDeclaration(statement)) return statement;
  const { modifiers, name, typeParameters, heritageClauses } = statement;
  const members = statement.members.filter((member) => ts.isConstructorDeclaration(member) || !isPrivate(member));
  return ts.factory.updateClassDeclaration(statement, modifiers, name, typeParameters, heritageClauses, members);
}

function isPrivate(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0;
}
