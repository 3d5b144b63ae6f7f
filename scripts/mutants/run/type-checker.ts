import { join } from "node:path";
import ts from "typescript";

/**
 * Says what the compiler has against a file if its text were another. A break
 * that does not compile would be found by anything and proves no test.
 */
export class TypeChecker {
  readonly #folder: string;
  readonly #service: ts.LanguageService;
  #changed: { path: string; text: string } | null = null;
  #version = 0;

  constructor(folder: string, files: readonly string[]) {
    this.#folder = folder;
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(folder, "tsconfig.json"), ts.sys.readFile).config,
      ts.sys,
      folder,
    );
    const read = (path: string) =>
      path === this.#changed?.path ? this.#changed.text : ts.sys.readFile(path);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => ({ ...options, noEmit: true, incremental: false }),
      getScriptFileNames: () => files.map((file) => join(folder, file)),
      getScriptVersion: (path) => (path === this.#changed?.path ? `${this.#version}` : "0"),
      getScriptSnapshot: (path) => {
        const text = read(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: read,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      realpath: ts.sys.realpath ?? ((path) => path),
    });
  }

  complaints(file: string, text: string): string[] {
    const path = join(this.#folder, file);
    this.#changed = { path, text };
    this.#version += 1;
    try {
      return [
        ...this.#service.getSyntacticDiagnostics(path),
        ...this.#service.getSemanticDiagnostics(path),
      ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
    } finally {
      this.#changed = null;
    }
  }
}
