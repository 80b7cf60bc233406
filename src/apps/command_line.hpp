// The program without its main(), so that tests can reach it.
#pragma once

namespace spotdrill::apps {

/// Runs what the command line names. Returns the exit code.
int run_command_line(int argc, char** argv);

}  // namespace spotdrill::apps
