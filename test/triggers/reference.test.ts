import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pureDriver } from '../conformance/pure-driver.ts';
import { readScenarios } from '../conformance/scenario-files.ts';
import { runScenario } from '../conformance/scenarios.ts';
import { scenarioArbitrary } from './arbitrary.ts';
import { referenceDriver } from './reference.ts';
import { referenceEventPattern, referenceLabelPattern } from './reference-matching.ts';
import { compileEventPattern } from '../../src/triggers/event-pattern.ts';
import { compileLabelPattern } from '../../src/triggers/label-pattern.ts';

const RUNS = Number(process.env['FC_RUNS'] ?? 1500);

describe('the engine and the rules written plainly', () => {
  it.each(readScenarios())('the plain rules give what $name expects', async (scenario) => {
    expect((await runScenario(scenario, referenceDriver)).detail).toBe('');
  });

  it('agree on random scenarios', () => {
    fc.assert(
      fc.property(scenarioArbitrary, (scenario) => {
        expect(pureDriver(scenario)).toEqual(referenceDriver(scenario));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('patterns and regular expressions', () => {
  const glob = fc.string({
    unit: fc.constantFrom('a', 'b', '*', '?', '[', ']', '!', '-', '.', '😀'),
    maxLength: 8,
  });
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '[', ']', '!', '-', '?', '.', '😀'),
    maxLength: 8,
  });

  it('agree on event names', () => {
    fc.assert(
      fc.property(glob, text, (pattern, name) => {
        expect(compileEventPattern(pattern).test(name)).toBe(referenceEventPattern(pattern).test(name));
      }),
      { numRuns: 5000 },
    );
  });

  it('agree on labels', () => {
    // Ranges that run backwards are an error in a regular expression and nothing at all in a glob.
    const forward = glob.filter((pattern) => !/\[.*-/s.test(pattern));
    fc.assert(
      fc.property(forward, text, (pattern, value) => {
        expect(compileLabelPattern(pattern)(value)).toBe(referenceLabelPattern(pattern)(value));
      }),
      { numRuns: 5000 },
    );
  });
});
