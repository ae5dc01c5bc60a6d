import { useEffect, useRef } from 'react';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  defaultHighlightStyle,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useComputedColorScheme } from '@mantine/core';
import type { Language, TextProblem } from './text.ts';

/** What the editor shows. */
export interface CodeProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  readonly language: Language | 'text';
  readonly problems?: readonly TextProblem[];
  readonly minHeight?: number;
}

const none: readonly TextProblem[] = [];

/** See `Code`, which loads this when it is needed. Tab leaves the field, so that keyboards are not caught. */
export function CodeView({ value, onChange, label, language, problems = none, minHeight = 240 }: CodeProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(onChange);
  const dark = useComputedColorScheme('light') === 'dark';
  useEffect(() => {
    latest.current = onChange;
  }, [onChange]);
  useEffect(() => {
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
    const editor = new EditorView({
      parent: host.current as HTMLElement,
      state: EditorState.create({
        doc: '',
        extensions: [
          EditorView.cspNonce.of(nonce),
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          lintGutter(),
          EditorView.lineWrapping,
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          languagePart.of(languageOf(language)),
          lookPart.of(look(dark, minHeight)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((one) => one.isUserEvent('app')))
              latest.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // The label and the first language come with the view; what changes later is put into its parts below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    view.current?.dispatch({ effects: languagePart.reconfigure(languageOf(language)) });
  }, [language]);
  useEffect(() => {
    view.current?.dispatch({ effects: lookPart.reconfigure(look(dark, minHeight)) });
  }, [dark, minHeight]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value }, userEvent: 'app' });
  }, [value]);
  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const end = editor.state.doc.length;
    const marks = problems.map(({ from, to, message }) => ({
      from: Math.min(from, end),
      to: Math.min(to, end),
      message,
      severity: 'error' as const,
    }));
    editor.dispatch(setDiagnostics(editor.state, marks));
  }, [problems, value]);
  return <div ref={host} className="code" />;
}

const languagePart = new Compartment();
const lookPart = new Compartment();

function languageOf(language: CodeProps['language']): Extension {
  return language === 'json' ? json() : language === 'yaml' ? yaml() : [];
}

function look(dark: boolean, minHeight: number): Extension {
  return [
    EditorView.theme(
      {
        '&': { fontSize: '13px', backgroundColor: 'transparent' },
        '.cm-content': { minHeight: `${minHeight}px`, fontFamily: 'var(--mantine-font-family-monospace)' },
        '.cm-gutters': {
          backgroundColor: 'transparent',
          color: 'var(--mantine-color-dimmed)',
          border: 'none',
        },
        '.cm-activeLine': { backgroundColor: dark ? '#ffffff0a' : '#0000000a' },
        '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)' },
        '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
      },
      { dark },
    ),
    syntaxHighlighting(dark ? darkStyle : defaultHighlightStyle),
  ];
}

/** The package's own colours are for light grounds. */
const darkStyle = HighlightStyle.define(
  defaultHighlightStyle.specs.map((spec) => ({
    ...spec,
    color: spec['color'] === undefined ? undefined : lighter(String(spec['color'])),
  })),
);

function lighter(colour: string): string {
  return `color-mix(in srgb, ${colour} 35%, #c9d4ff)`;
}
