import { describe, expect, test } from '@jest/globals';
import {
  readCell,
  readJsonValue,
  type Read,
} from '../../../../src/domain/observability/weekly/mapped-value.js';
import type { ValueType } from '../../../../src/domain/observability/weekly/sections.js';

describe('a cell', () => {
  test.each<[string, ValueType, Read]>([
    ['0.59', 'number', { value: 0.59 }],
    [' -1e3 ', 'number', { value: -1000 }],
    ['-0', 'number', { value: 0 }],
    ['0,59', 'number', { fault: '"0,59" has a decimal comma; write a decimal point' }],
    ['1e999', 'number', { fault: '"1e999" is no number' }],
    ['0x10', 'number', { fault: '"0x10" is no number' }],
    ['NaN', 'number', { fault: '"NaN" is no number' }],
    ['12', 'integer', { value: 12 }],
    ['12.5', 'integer', { fault: '"12.5" is no whole number' }],
    ['9007199254740993', 'integer', { fault: '"9007199254740993" is no whole number' }],
    ['True', 'boolean', { value: true }],
    ['no', 'boolean', { fault: '"no" is neither true nor false' }],
    ['20260622_213000', 'time', { value: '2026-06-22T21:30:00Z' }],
    ['yesterday', 'time', { fault: '"yesterday" is no time; write 2026-06-22T21:30:00Z' }],
    [' kept as it is ', 'text', { value: ' kept as it is ' }],
    ['x'.repeat(1_001), 'text', { fault: 'a text of 1001 characters is too long; at most 1000' }],
  ])('%j as %s', (cell, type, read) => expect(readCell(cell, type)).toEqual(read));
});

describe('a JSON value', () => {
  test.each<[unknown, ValueType, Read]>([
    [0.5, 'number', { value: 0.5 }],
    ['0.5', 'number', { fault: '"0.5" is no number' }],
    [Infinity, 'number', { fault: 'Infinity is too large for a number' }],
    [3, 'integer', { value: 3 }],
    [3.5, 'integer', { fault: '3.5 is no whole number' }],
    [true, 'boolean', { value: true }],
    ['true', 'boolean', { fault: '"true" is neither true nor false' }],
    ['2026-06-22', 'time', { value: '2026-06-22T00:00:00Z' }],
    [20260622, 'time', { fault: '20260622 is no time' }],
    ['ok', 'text', { value: 'ok' }],
    [{}, 'text', { fault: 'an empty mapping is no text' }],
  ])('%j as %s', (value, type, read) => expect(readJsonValue(value, type)).toEqual(read));
});
