#include "services/cloudformation/template/serverless/transform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/cloudformation/template/serverless/generated.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::string_view serverless_types = "AWS::Serverless::";

struct Kind {
  std::string_view type;  ///< Behind "AWS::Serverless::", and of Globals.
  Generated (*generate)(const ServerlessResource& resource, json::object& resources);
};

constexpr std::array kinds{
    Kind{"Function", generate_function},
    Kind{"SimpleTable", generate_simple_table},
    Kind{"StateMachine", generate_state_machine},
};

const Kind* find_kind(std::string_view type) {
  const auto found = std::ranges::find(kinds, type, &Kind::type);
  return found == kinds.end() ? nullptr : &*found;
}

/// "Lists are additive … Maps are merged … All other data types: the resource's replaces it."
json::value merged(const json::value& global, const json::value& own) {
  if (global.is_array() && own.is_array()) {
    json::array both = global.get_array();
    both.insert(both.end(), own.get_array().begin(), own.get_array().end());
    return both;
  }
  if (!global.is_object() || !own.is_object()) return own;
  json::object both = global.get_object();
  for (const auto& entry : own.get_object()) {
    json::value& there = both[entry.key()];
    there = there.is_null() ? entry.value() : merged(there, entry.value());
  }
  return both;
}

/// The section, each of whose members must be a kind that is here.
Result<json::object, ServerlessMistake> read_globals(const json::object& document) {
  const json::value* found = document.if_contains("Globals");
  if (found == nullptr) return json::object{};
  if (!found->is_object()) {
    return refuse(ServerlessMistake{"It must be a non-empty dictionary", "/Globals"});
  }
  for (const auto& entry : found->get_object()) {
    if (find_kind(entry.key()) == nullptr) {
      return refuse(ServerlessMistake{
          fmt::format("'Globals' section is invalid. '{}' is not supported: spotdrill's transform "
                      "has Function, SimpleTable and StateMachine.",
                      std::string_view{entry.key()}),
          fmt::format("/Globals/{}", std::string_view{entry.key()})});
    }
  }
  return found->get_object();
}

}  // namespace

bool is_serverless(const json::object& document) {
  const json::value* transform = document.if_contains("Transform");
  if (transform == nullptr) return false;
  const json::array all = transform->is_array() ? transform->get_array() : json::array{*transform};
  return std::ranges::any_of(all, [](const json::value& each) {
    return each.is_string() && each.get_string() == serverless_transform;
  });
}

Result<json::object, ServerlessMistake> transform_serverless(const json::object& document) {
  const json::object globals = TRY(read_globals(document));
  json::object transformed = document;
  transformed.erase("Globals");
  const json::value* section = document.if_contains("Resources");
  if (section == nullptr || !section->is_object()) return transformed;
  json::object resources;
  for (const auto& entry : section->get_object()) {
    const std::string_view type = entry.value().is_object()
                                      ? string_at(entry.value().get_object(), "Type")
                                      : std::string_view{};
    if (!type.starts_with(serverless_types)) {
      resources[entry.key()] = entry.value();
      continue;
    }
    ServerlessResource resource{
        .id = std::string{entry.key()}, .whole = entry.value().get_object(), .properties = {}};
    const std::string_view kind_name = type.substr(serverless_types.size());
    const Kind* kind = find_kind(kind_name);
    if (kind == nullptr) {
      return resource.invalid(fmt::format("spotdrill's transform does not have {}.", type));
    }
    json::value own = json::object{};
    if (const json::value* given = resource.whole.if_contains("Properties")) own = *given;
    if (!own.is_object()) return resource.invalid("'Properties' must be an object.");
    const json::value* global = globals.if_contains(kind_name);
    resource.properties = (global == nullptr ? own : merged(*global, own)).get_object();
    TRY(kind->generate(resource, resources));
  }
  transformed["Resources"] = std::move(resources);
  return transformed;
}

}  // namespace spotdrill::cloudformation
