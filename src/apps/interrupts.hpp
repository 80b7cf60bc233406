// Ctrl-C, SIGTERM and SIGHUP while a drill runs: the first ends it in order, the second at once.
// Not the server's signals (daemon.cpp).
#pragma once

namespace spotdrill::apps {

/// From now on these signals are counted, and the first is answered on standard error. A SIGHUP
/// that is ignored (nohup) stays ignored.
void catch_interrupts();

/// How many have come.
int interrupts();

/// They are counted without a word from now on: another process answers.
void hush_interrupts();

}  // namespace spotdrill::apps
