/** The arguments of a call, a filter or a test. */
export interface Arguments {
  readonly positional: readonly Expr[];
  readonly keywords: readonly (readonly [name: string, value: Expr])[];
  /** `*list` */
  readonly spread: Expr | undefined;
  /** `**dict` */
  readonly spreadKeywords: Expr | undefined;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** Filters and tests are nodes of their own, since they live in namespaces of their own. */
export interface FilterExpr {
  readonly kind: 'filter';
  /** undefined: the body of a block to which the filter applies. */
  readonly input: Expr | undefined;
  readonly name: string;
  readonly args: Arguments;
  readonly line: number;
}

export interface CallExpr {
  readonly kind: 'call';
  readonly callee: Expr;
  readonly args: Arguments;
  readonly line: number;
}

export interface TupleExpr {
  readonly kind: 'tuple';
  readonly items: readonly Expr[];
}

export interface NameExpr {
  readonly kind: 'name';
  readonly name: string;
}

/** An expression. Lines are kept where something can fail in a way that is worth pointing at. */
export type Expr =
  | { readonly kind: 'const'; readonly value: null | boolean | bigint | number | string }
  | NameExpr
  | TupleExpr
  | { readonly kind: 'list'; readonly items: readonly Expr[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [key: Expr, value: Expr])[] }
  | { readonly kind: 'attribute'; readonly target: Expr; readonly name: string }
  | { readonly kind: 'item'; readonly target: Expr; readonly key: Expr }
  | SliceExpr
  | CallExpr
  | FilterExpr
  | {
      readonly kind: 'test';
      readonly input: Expr;
      readonly name: string;
      readonly args: Arguments;
      readonly line: number;
    }
  | { readonly kind: 'if'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr | undefined }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'not' | 'negate' | 'plus'; readonly operand: Expr }
  | { readonly kind: 'concat'; readonly items: readonly Expr[] }
  | {
      readonly kind: 'compare';
      readonly first: Expr;
      readonly rest: readonly (readonly [operator: CompareOperator, operand: Expr])[];
    };

/** Only ever inside brackets: `target[start:stop:step]`. */
export interface SliceExpr {
  readonly kind: 'slice';
  readonly start: Expr | undefined;
  readonly stop: Expr | undefined;
  readonly step: Expr | undefined;
}

/** What may stand left of `=` and between `for` and `in`. */
export type Target =
  | { readonly kind: 'nameTarget'; readonly name: string }
  | { readonly kind: 'namespaceTarget'; readonly name: string; readonly attribute: string }
  | { readonly kind: 'tupleTarget'; readonly items: readonly Target[] };

/** Parameters of a macro or of a call block; `defaults` belong to the last of `names`. */
export interface Signature {
  readonly names: readonly string[];
  readonly defaults: readonly Expr[];
}

export interface ForStmt {
  readonly kind: 'for';
  readonly target: Target;
  readonly iterable: Expr;
  readonly filter: Expr | undefined;
  readonly recursive: boolean;
  readonly body: readonly Stmt[];
  readonly otherwise: readonly Stmt[];
  readonly line: number;
}

export interface MacroStmt {
  readonly kind: 'macro';
  readonly name: string;
  readonly signature: Signature;
  readonly body: readonly Stmt[];
  readonly line: number;
}

export interface BlockStmt {
  readonly kind: 'block';
  readonly name: string;
  readonly scoped: boolean;
  readonly required: boolean;
  readonly body: readonly Stmt[];
  readonly line: number;
}

/** A statement; `line` is where its tag stands. */
export type Stmt =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'print'; readonly value: Expr; readonly line: number }
  | ForStmt
  | {
      readonly kind: 'branch';
      readonly branches: readonly { readonly test: Expr; readonly body: readonly Stmt[] }[];
      readonly otherwise: readonly Stmt[];
      readonly line: number;
    }
  | {
      readonly kind: 'with';
      readonly targets: readonly Target[];
      readonly values: readonly Expr[];
      readonly body: readonly Stmt[];
      readonly line: number;
    }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expr; readonly line: number }
  | {
      readonly kind: 'setBlock';
      readonly target: Target;
      readonly filter: FilterExpr | undefined;
      readonly body: readonly Stmt[];
      readonly line: number;
    }
  | MacroStmt
  | {
      readonly kind: 'callBlock';
      readonly signature: Signature;
      readonly call: CallExpr;
      readonly body: readonly Stmt[];
      readonly line: number;
    }
  | {
      readonly kind: 'filterBlock';
      readonly filter: FilterExpr;
      readonly body: readonly Stmt[];
      readonly line: number;
    }
  | BlockStmt
  | {
      readonly kind: 'autoescape';
      readonly value: Expr;
      readonly body: readonly Stmt[];
      readonly line: number;
    }
  // extends, include, import and from: there is nothing to load, so reaching one is an error.
  | { readonly kind: 'load'; readonly tag: string; readonly template: Expr; readonly line: number };
