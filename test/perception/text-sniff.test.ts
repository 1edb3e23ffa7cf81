import { describe, expect, test } from "vitest";
import { delimiterOf, sniffText } from "../../src/perception/text-sniff.ts";

describe("the delimiter of lines", () => {
  test.each([
    ["a,b,c\n1,2,3\n", ","],
    ["a;b;c\n1;2;3\n", ";"],
    ["a\tb\n1\t2\n", "\t"],
    ["a|b|c\r\n1|2|3\r\n", "|"],
    ["name;amount\nAnn;1,5\nBo;2,5\n", ";"],
    ['a,b\n"x, y",2\n"z",3\n', ","],
    ['a,b\n"one\ntwo",2\n"three",4\n', ","],
    ["a;b\r1;2\r3;4\r", ";"],
  ])("%j is %j", (text, delimiter) => expect(delimiterOf(text)).toBe(delimiter));

  test.each([
    ["one line", "a,b,c"],
    ["prose", "First, it rained.\nThen it stopped.\nLater, and again, it rained, hard.\n"],
    ["nothing", ""],
  ])("%s has none", (_, text) => expect(delimiterOf(text)).toBeUndefined());

  test("is found though a line in ten is odd", () => {
    const lines = Array.from({ length: 20 }, (_, index) => (index === 7 ? "total" : `${index},x,y`));
    expect(delimiterOf(lines.join("\n"))).toBe(",");
  });
});

describe("the look of text", () => {
  test.each([
    ["<!DOCTYPE html><p>x", "text/plain", "text/html"],
    ["  \n<!-- c --><html><p>x", "", "text/html"],
    ['<?xml version="1.0"?><html xmlns="x">', "", "application/xhtml+xml"],
    ["<html>", "application/xhtml+xml", "application/xhtml+xml"],
    ['<svg xmlns="x"/>', "text/plain", "image/svg+xml"],
    ['<?xml version="1.0"?><rss/>', "", "application/xml"],
    ["<div>a</div>", "", "text/html"],
    ["<3 this place", "", "text/plain"],
    ['{"a":1}', "", "application/json"],
    ["[1, 2, 3]", "", "application/json"],
    ["[note] see below", "", "text/plain"],
    ["{curly} prose", "", "text/plain"],
    ["# Title\n\n- a\n- b\n", "", "text/markdown"],
    ["# only a comment of a script", "", "text/plain"],
    ["a,b\n1,2\n", "text/plain", "text/plain"],
    ["a,b\n1,2\n", "text/markdown", "text/markdown"],
  ])("%j declared %j is %s", (text, hint, type) => expect(sniffText(text, hint)).toBe(type));
});
