/** One line of the table: what the product does, and what bare Temporal does with the same input. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly product: number | null;
  readonly ceiling: number | null;
  /** What is expected of the product, if anything: at most or at least this much. */
  readonly expected?: { readonly atMost: number } | { readonly atLeast: number };
}

/** What one side of a scenario measured: values by the name of the figure. */
export type Measured = Readonly<Record<string, number>>;

/** What a figure is called and expected to be; the values are added once both sides are measured. */
export type FigureSpec = Omit<Figure, 'product' | 'ceiling'> & { readonly key: string };

/** Puts the two sides of a scenario together. A side that does not have a figure shows none. */
export function figures(specs: readonly FigureSpec[], product: Measured, ceiling: Measured): Figure[] {
  return specs.map(({ key, ...spec }) => ({
    ...spec,
    product: product[key] ?? null,
    ceiling: ceiling[key] ?? null,
  }));
}

/** Whether the product does what is expected; null when nothing is. */
export function meets({ product, expected }: Figure): boolean | null {
  if (expected === undefined || product === null) return null;
  return 'atMost' in expected ? product <= expected.atMost : product >= expected.atLeast;
}
