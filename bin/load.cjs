"use strict";
// Apart from deskbell.cjs, since a Node that is too old cannot even read a file with import() in it.
module.exports = (url) => import(url);
