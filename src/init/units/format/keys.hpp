// The keys of unit files that are obeyed here: one function for each.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "init/units/format/unit.hpp"

namespace spotdrill::init::units {

/// What a key's value is understood with.
struct Reading {
  Unit& unit;
  const Specifiers& specifiers;
  const std::string& key;
  const std::string& value;

  [[nodiscard]] std::string expanded() const { return expand_specifiers(value, specifiers); }
};

/// False: the value is not understood, and the line is passed over.
using KeyFunction = bool (*)(const Reading& reading);

struct Key {
  std::string_view section;
  std::string_view name;
  KeyFunction read;
};

/// Null: it is not among those.
const Key* find_among(std::span<const Key> keys, std::string_view section, std::string_view name);
const Key* find_unit_key(std::string_view section, std::string_view name);
const Key* find_service_key(std::string_view section, std::string_view name);
const Key* find_trigger_key(std::string_view section, std::string_view name);
const Key* find_exec_key(std::string_view section, std::string_view name);

/// Adds the words of a value; an empty one clears the list.
bool add_words(const Reading& reading, std::vector<std::string>& list);
bool read_span(const Reading& reading, Microseconds& span);
bool read_mode(const Reading& reading, mode_t& mode, mode_t most = 07777);
/// At most `most`, whatever more is written.
std::optional<unsigned long> read_count(const Reading& reading, unsigned long most);

/// What a key that is not obeyed means for the job.
enum class Unobeyed : std::uint8_t { Harmless, Matters, Unknown };
Unobeyed unobeyed(std::string_view section, std::string_view name, std::string_view value);

}  // namespace spotdrill::init::units
