import { useCallback, useMemo, useState } from 'react';
import type { FieldProblem } from '../api/errors.ts';
import { documentPath, pathKey, setIn, type Json, type Path } from './paths.ts';
import { placeOf, readText, writeText, type Language, type TextProblem } from './text.ts';

/** A document that is edited: in a form, and as text. Both are views of the same thing. */
export interface Draft {
  readonly document: Json;
  readonly text: string;
  readonly language: Language;
  /** Why the text is no document at present; the form shows the last one that was. */
  readonly broken: TextProblem | null;
  /** What is wrong, for marks in the text. */
  readonly problems: readonly TextProblem[];
  readonly isDirty: boolean;
  /** What the server said about a field. */
  problemAt(path: Path): string | undefined;
  set(path: Path, value: unknown): void;
  write(text: string): void;
  speak(language: Language): void;
  /** Takes over what the server refused. */
  refuse(fields: readonly FieldProblem[]): void;
}

/** Begins to edit a document. */
export function useDocument(initial: Json): Draft {
  const [language, setLanguage] = useState<Language>('yaml');
  const [{ document, text, broken }, setState] = useState(() => ({
    document: initial,
    text: writeText(initial, 'yaml'),
    broken: null as TextProblem | null,
  }));
  const [refused, setRefused] = useState<readonly FieldProblem[]>([]);
  const set = useCallback<Draft['set']>(
    (path, value) => {
      setState((before) => {
        const next = setIn(before.document, path, value) as Json;
        return { document: next, text: writeText(next, language), broken: null };
      });
      // What was said about this field, or one below it, is out of date.
      setRefused((all) => all.filter((one) => !pathKey(one.path).startsWith(pathKey(path))));
    },
    [language],
  );
  const write = useCallback<Draft['write']>(
    (written) => {
      const read = readText(written, language);
      setState((before) =>
        'document' in read
          ? { document: read.document, text: written, broken: null }
          : { document: before.document, text: written, broken: read.problem },
      );
      setRefused([]);
    },
    [language],
  );
  const speak = useCallback<Draft['speak']>((next) => {
    setLanguage(next);
    setState((before) => ({ ...before, text: writeText(before.document, next), broken: null }));
  }, []);
  const refuse = useCallback<Draft['refuse']>(
    (fields) => setRefused(fields.map((one) => ({ ...one, path: documentPath(document, one.path) }))),
    [document],
  );
  const problems = useMemo(
    () =>
      broken !== null ? [broken] : refused.map(({ path, message }) => ({ ...placeOf(text, path), message })),
    [broken, refused, text],
  );
  const said = new Map(refused.map(({ path, message }) => [pathKey(path), message]));
  return {
    document,
    text,
    language,
    broken,
    problems,
    isDirty: JSON.stringify(document) !== JSON.stringify(initial) || broken !== null,
    problemAt: (path) => said.get(pathKey(path)),
    set,
    write,
    speak,
    refuse,
  };
}
