// Where unit files are, and what they and their drop-ins say. Source: systemd.unit(5), "Unit File
// Load Path".
#pragma once

#include <string>
#include <vector>

#include "init/units/format/unit.hpp"

namespace spotdrill::init::units {

enum class Loaded : std::uint8_t { Yes, NotFound, Masked };

struct LoadedUnit {
  Loaded state = Loaded::NotFound;
  Unit unit;  ///< Under its own name, if it was asked for by another.
};

/// Highest first.
inline constexpr const char* unit_directories[] = {
    "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system", "/lib/systemd/system"};
inline constexpr const char* own_unit_directory = unit_directories[0];
inline constexpr const char* runtime_unit_directory = unit_directories[1];

LoadedUnit load_unit(const std::string& name);

/// What is the same for every unit.
Specifiers machine_specifiers();

/// "worker" is "worker.service"; a path is its last part.
std::string full_name(std::string_view word);

/// Whether its name is one of those that every machine reaches at its boot, such as
/// network-online.target: here they are always reached.
bool is_reached_target(std::string_view name);

/// Whether the instance itself does what that service would: cron, syslog, the network.
bool is_done_by_instance(std::string_view name);

/// The names of a directory that begin and end so, sorted.
std::vector<std::string> names_in(const std::string& directory, std::string_view end);

}  // namespace spotdrill::init::units
