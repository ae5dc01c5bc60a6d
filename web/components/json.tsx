import { Copy } from './copy.tsx';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A value as JSON, in colours, with a button to copy it. */
export function Json({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div style={{ position: 'relative' }}>
      <div style={{ position: 'absolute', top: 8, right: 12 }}>
        <Copy value={text} label={`Copy ${label}`} />
      </div>
      <pre className="json" tabIndex={0} aria-label={label}>
        {coloured(text)}
      </pre>
    </div>
  );
}

function coloured(text: string): (string | React.ReactElement)[] {
  const parts: (string | React.ReactElement)[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(from, match.index));
    const kind = match[2] !== undefined ? 'key' : match[1] !== undefined ? 'text' : 'value';
    parts.push(
      <span key={match.index} className={kind}>
        {match[1] ?? match[0]}
      </span>,
      match[2] ?? '',
    );
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}
