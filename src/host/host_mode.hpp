// Which kind of instance this host can run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/clock.hpp"
#include "host/linux_process_host.hpp"

namespace spotdrill {

struct ModeChoice {
  HostMode mode = HostMode::Plain;
  std::vector<std::string> remarks;  ///< What was tried and does not work here, or works less well.
};

/// Tries what was asked for, or everything in turn. Errors: why the mode that was asked for does
/// not work.
Result<ModeChoice, std::string> choose_mode(const HostOptions& options, const Clock& clock);

/// Tries one mode for real, as far as an instance's root. Gives true if it works; `remarks` has
/// what does not.
bool mode_works(HostMode mode, const HostOptions& options, const Clock& clock,
                std::vector<std::string>& remarks);

/// spotdrill-init beside this program. Errors: where it was looked for.
Result<std::filesystem::path, std::string> find_init_program();

}  // namespace spotdrill
