/** A sentence of `src/wording`: what stands between backticks as it was written down. */
export function Sentence({ text }: { text: string }) {
  return (
    <span className="sentence">
      {text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
    </span>
  );
}
