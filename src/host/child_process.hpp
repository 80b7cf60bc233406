// Starting spotdrill-init, and knowing when a process is over.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "host/descriptor.hpp"

namespace spotdrill {

/// Starts a program in a session of its own, with nothing open but `control` as descriptor 3 (where
/// it is one) and the standard streams: input and output go nowhere, errors where `output` says (or
/// nowhere). Errors: the reason.
Result<pid_t, std::string> start_program(const std::filesystem::path& program,
                                         const std::vector<std::string>& arguments, int control,
                                         int output);

/// Lets this process have as many descriptors as it may: an instance costs seven, so that the usual
/// 1024 would do for 146.
void raise_descriptor_limit();

/// A descriptor that becomes readable when the process is over.
Descriptor watch_process(pid_t pid);

/// Sends a signal to the process that `pidfd` names.
bool signal_process(int pidfd, int signal);

/// Takes a child's exit status away, if it is over. Returns its exit code; -1 when it is not over,
/// or was killed, or is no child.
int reap_process(int pidfd);

/// Runs a program to its end and gives what it printed; `code` is its exit code, -1 when it could
/// not be run or took longer than `seconds_max`.
std::string run_program(const std::filesystem::path& program,
                        const std::vector<std::string>& arguments, int seconds_max, int& code);

/// The program `name` in the first of `directories` that has it; empty where none has.
std::string find_executable(std::string_view name, std::span<const char* const> directories);

}  // namespace spotdrill
