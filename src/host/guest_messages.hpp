// What PID 1 of an instance tells, as the daemon has it. Reading only; who is told is in guest.cpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/process_host.hpp"

namespace spotdrill {

/// A wait status, as waitpid gives it.
ExitStatus exit_status(std::int64_t wait_status);

/// "KIND\tWHAT\tSENTENCE"; empty where it is none.
Unavailable read_unavailable(std::string_view line);

}  // namespace spotdrill
