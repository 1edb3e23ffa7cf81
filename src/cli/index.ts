#!/usr/bin/env node
import { main } from "./main.ts";
import { createPrinter } from "./print.ts";

await main(process.argv.slice(2), createPrinter());
