// What a queue's attributes come to.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"

namespace spotdrill::sqs {

/// Where messages go that were received too often.
struct Redrive {
  std::string target;  ///< ARN.
  std::int64_t receives_max = 0;
};

struct Settings {
  bool fifo = false;
  Duration visibility{};
  Duration delay{};
  Duration retention{};
  Duration wait{};
  std::size_t size_max = 0;  ///< Units: bytes.
  bool content_deduplication = false;
  bool deduplicates_by_group = false;
  std::optional<Redrive> redrive;
};

/// Which queues may have this one as their dead-letter queue.
struct RedriveAllow {
  std::string permission = "allowAll";
  std::vector<std::string> sources;  ///< ARNs, of "byQueue".
};

/// An attribute of a queue that can be set.
struct AttributeRule {
  std::string_view name;
  std::string_view initial;  ///< Empty: there is none until it is set.
  std::int64_t min = 0;      ///< Of numbers: both are 0 of what is none.
  std::int64_t max = 0;
  bool fifo_only = false;
  bool clearable = false;  ///< An empty value takes it away.
};

using Attributes = std::map<std::string, std::string>;

/// Every attribute that can be set; by its name, or null.
const std::vector<AttributeRule>& attribute_rules();
const AttributeRule* find_rule(std::string_view name);

/// Checks values by themselves, for a queue that is FIFO or not. `creating`: FifoQueue may be said.
/// Errors: InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue.
Result<void> check_attributes(const Attributes& attributes, bool fifo, bool creating);

/// The value that is in force.
std::string effective(const Attributes& attributes, std::string_view name);

Settings settings_of(const Attributes& attributes);

/// Reads a RedrivePolicy. Errors: InvalidParameterValue.
Result<Redrive> read_redrive(const std::string& text);
/// Reads a RedriveAllowPolicy. Errors: InvalidParameterValue.
Result<RedriveAllow> read_redrive_allow(const std::string& text);

}  // namespace spotdrill::sqs
