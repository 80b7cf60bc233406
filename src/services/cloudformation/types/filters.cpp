#include "services/cloudformation/types/filters.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "base/base64.hpp"
#include "services/cloudformation/template/references.hpp"
#include "services/cloudformation/template/scalar.hpp"
#include "services/cloudformation/types/inline_code.hpp"

namespace spotdrill::cloudformation {
namespace {

using Found = std::optional<json::value>;
using TagMap = std::map<std::string, std::string>;

/// The property as it was at the last deployment.
Found old_path(std::string_view path, const json::object& bindings) {
  return find_path("-" + std::string{path}, bindings);
}

std::string_view text_at(const json::object& object, std::string_view key) {
  return string_at(object, key);
}

/// The stack's tags, and over them those of the property: a list of Key and Value, or an object.
TagMap gather_tags(const Found& own, const json::object& bindings, std::string_view stack) {
  TagMap tags;
  const auto add_all = [&](const json::object& from) {
    for (const auto& entry : from) {
      tags[std::string{entry.key()}] = scalar_text(entry.value()).value_or("");
    }
  };
  if (const json::value* found = bindings.if_contains(stack); found && found->is_object()) {
    add_all(found->get_object());
  }
  if (own && own->is_object()) add_all(own->get_object());
  if (!own || !own->is_array()) return tags;
  for (const json::value& each : own->get_array()) {
    if (!each.is_object()) continue;
    const json::value* value = each.get_object().if_contains("Value");
    tags[std::string{text_at(each.get_object(), "Key")}] =
        value == nullptr ? "" : scalar_text(*value).value_or("");
  }
  return tags;
}

TagMap new_tags(std::string_view argument, const json::object& bindings) {
  return gather_tags(find_path(argument, bindings), bindings, "tags");
}

TagMap earlier_tags(std::string_view argument, const json::object& bindings) {
  return gather_tags(old_path(argument, bindings), bindings, "old_tags");
}

Found as_list(const TagMap& tags, std::string_view key, std::string_view value) {
  if (tags.empty()) return std::nullopt;
  json::array list;
  for (const auto& [name, text] : tags) list.push_back(json::object{{key, name}, {value, text}});
  return json::value(std::move(list));
}

/// As lists of tags are: [{"Key": …, "Value": …}].
Found tags_filter(std::string_view argument, const json::object& bindings) {
  return as_list(new_tags(argument, bindings), "Key", "Value");
}

Found kms_tags_filter(std::string_view argument, const json::object& bindings) {
  return as_list(new_tags(argument, bindings), "TagKey", "TagValue");
}

Found tag_map_filter(std::string_view argument, const json::object& bindings) {
  json::object map;
  for (const auto& [key, value] : new_tags(argument, bindings)) map.emplace(key, value);
  if (map.empty()) return std::nullopt;
  return json::value(std::move(map));
}

/// The keys of tags that there were and that are not wanted any more.
Found gone_tags_filter(std::string_view argument, const json::object& bindings) {
  const TagMap wanted = new_tags(argument, bindings);
  json::array keys;
  for (const auto& [key, value] : earlier_tags(argument, bindings)) {
    if (!wanted.contains(key)) keys.emplace_back(key);
  }
  return json::value(std::move(keys));
}

/// The same as EC2 has them: [{"Key": …}].
Found gone_tag_keys_filter(std::string_view argument, const json::object& bindings) {
  json::array tags;
  const Found keys = gone_tags_filter(argument, bindings);
  for (const json::value& key : keys->get_array()) {
    tags.push_back(json::object{{"Key", key}});
  }
  return json::value(std::move(tags));
}

/// "instance Tags": EC2's tags of what is being made.
Found tag_specification_filter(std::string_view argument, const json::object& bindings) {
  const std::size_t blank = argument.find(' ');
  Found tags = tags_filter(argument.substr(blank + 1), bindings);
  if (!tags) return std::nullopt;
  return json::value(json::array{
      json::object{{"ResourceType", argument.substr(0, blank)}, {"Tags", std::move(*tags)}}});
}

/// An element, or its member, which "List:Member" names.
json::value key_of(const json::value& element, std::string_view member) {
  if (member.empty() || !element.is_object()) return element;
  const json::value* found = element.get_object().if_contains(member);
  return found == nullptr ? json::value{} : *found;
}

/// The elements of `from` that `other` has none with the same key of.
Found missing_in(const Found& from, const Found& other, std::string_view member) {
  json::array result;
  if (!from || !from->is_array()) return json::value(result);
  for (const json::value& each : from->get_array()) {
    const bool kept = other && other->is_array() &&
                      std::ranges::any_of(other->get_array(), [&](const json::value& theirs) {
                        return key_of(theirs, member) == key_of(each, member);
                      });
    if (!kept) result.push_back(each);
  }
  return json::value(std::move(result));
}

std::pair<std::string_view, std::string_view> path_and_member(std::string_view argument) {
  const std::size_t colon = argument.find(':');
  if (colon == std::string_view::npos) return {argument, {}};
  return {argument.substr(0, colon), argument.substr(colon + 1)};
}

Found gone_filter(std::string_view argument, const json::object& bindings) {
  const auto [path, member] = path_and_member(argument);
  return missing_in(old_path(path, bindings), find_path(path, bindings), member);
}

Found added_filter(std::string_view argument, const json::object& bindings) {
  const auto [path, member] = path_and_member(argument);
  return missing_in(find_path(path, bindings), old_path(path, bindings), member);
}

/// The value, when it is not what it was.
Found changed_filter(std::string_view argument, const json::object& bindings) {
  const Found value = find_path(argument, bindings);
  return value == old_path(argument, bindings) ? std::nullopt : value;
}

/// true, when one of "A B C" is not what it was.
Found any_changed_filter(std::string_view argument, const json::object& bindings) {
  while (!argument.empty()) {
    const std::size_t blank = std::min(argument.find(' '), argument.size());
    const std::string_view path = argument.substr(0, blank);
    if (find_path(path, bindings) != old_path(path, bindings)) return json::value(true);
    argument.remove_prefix(std::min(blank + 1, argument.size()));
  }
  return json::value(false);
}

/// true, when there was a value and is none.
Found dropped_filter(std::string_view argument, const json::object& bindings) {
  return json::value(old_path(argument, bindings).has_value() &&
                     !find_path(argument, bindings).has_value());
}

Found is_false_filter(std::string_view argument, const json::object& bindings) {
  const Found value = find_path(argument, bindings);
  return json::value(value && scalar_text(*value) == "false");
}

/// "A=B": what stands behind "=", when the property is true.
Found if_filter(std::string_view argument, const json::object& bindings) {
  const std::size_t equals = argument.find('=');
  const Found value = find_path(argument.substr(0, equals), bindings);
  if (!value || scalar_text(*value) != "true") return std::nullopt;
  return json::value(argument.substr(equals + 1));
}

/// A state machine's definition, wherever it is, with its substitutions made.
Found definition_filter(std::string_view argument, const json::object& bindings) {
  std::string text;
  if (const Found string = find_path("DefinitionString", bindings)) {
    text = scalar_text(*string).value_or("");
  } else if (const Found object = find_path("Definition", bindings)) {
    text = to_text(*object);
  } else if (const Found body = find_path(argument, bindings); body && body->is_string()) {
    text = base64_decode(std::string_view{body->get_string()}).value_or("");
  } else {
    return std::nullopt;
  }
  const Found substitutions = find_path("DefinitionSubstitutions", bindings);
  if (!substitutions || !substitutions->is_object()) return json::value(text);
  return json::value(replace_variables(text, [&](std::string_view name) {
    const json::value* found = substitutions->get_object().if_contains(name);
    return found == nullptr ? "${" + std::string{name} + "}" : scalar_text(*found).value_or("");
  }));
}

/// Base64 of the zip of a function's text.
Found inline_code_filter(std::string_view argument, const json::object& bindings) {
  const Found text = find_path(argument, bindings);
  if (!text) return std::nullopt;
  const Found runtime = find_path("Runtime", bindings);
  return json::value(base64_encode(
      zip_of_inline_code(scalar_text(*text).value_or(""),
                         runtime ? scalar_text(*runtime).value_or("") : std::string{})));
}

/// A function's variables; none at all where there were some.
Found environment_filter(std::string_view argument, const json::object& bindings) {
  if (Found value = find_path(argument, bindings)) return value;
  return json::value(json::object{{"Variables", json::object{}}});
}

/// "A=B": the property, or B where it has no value.
Found or_filter(std::string_view argument, const json::object& bindings) {
  const std::size_t equals = argument.find('=');
  if (Found value = find_path(argument.substr(0, equals), bindings)) return value;
  return json::value(argument.substr(equals + 1));
}

/// A rule of a security group, "$@each", as EC2's list of permissions. `argument`: what the names
/// of its peers begin with, "Source" or "Destination".
Found ip_permissions_filter(std::string_view argument, const json::object& bindings) {
  const Found rule = find_path("@each", bindings);
  if (!rule || !rule->is_object()) return std::nullopt;
  const json::object& given = rule->get_object();
  json::object permission;
  const auto take = [&](std::string_view from, json::object& into, std::string_view to) {
    const json::value* value = given.if_contains(from);
    if (value != nullptr) into.emplace(to, *value);
    return value != nullptr;
  };
  for (const char* name : {"IpProtocol", "FromPort", "ToPort"}) take(name, permission, name);
  const auto add = [&](std::string_view from, std::string_view list, std::string_view to) {
    json::object peer;
    if (!take(from, peer, to)) return;
    take("Description", peer, "Description");
    permission.emplace(list, json::array{std::move(peer)});
  };
  const std::string side{argument};
  add("CidrIp", "IpRanges", "CidrIp");
  add("CidrIpv6", "Ipv6Ranges", "CidrIpv6");
  add(side + "PrefixListId", "PrefixListIds", "PrefixListId");
  add(side + "SecurityGroupId", "UserIdGroupPairs", "GroupId");
  add(side + "SecurityGroupName", "UserIdGroupPairs", "GroupName");
  return json::value(json::array{std::move(permission)});
}

/// true, when there is a value, though it be empty, that is not what it was.
Found set_anew_filter(std::string_view argument, const json::object& bindings) {
  const Found value = find_path(argument, bindings);
  return json::value(value.has_value() && value != old_path(argument, bindings));
}

/// true, when it was true and is said to be false.
Found became_false_filter(std::string_view argument, const json::object& bindings) {
  const Found value = find_path(argument, bindings);
  const Found before = old_path(argument, bindings);
  return json::value(value && before && scalar_text(*value) == "false" &&
                     scalar_text(*before) == "true");
}

/// A secret's text, with the password that was made for it, alone or as a member of its template.
Found secret_filter(std::string_view argument, const json::object& bindings) {
  const Found password = find_path(argument, bindings);
  if (!password) return find_path("SecretString", bindings);
  const Found pattern = find_path("GenerateSecretString.SecretStringTemplate", bindings);
  const Found key = find_path("GenerateSecretString.GenerateStringKey", bindings);
  if (!pattern || !key) return password;
  auto object = parse_json(scalar_text(*pattern).value_or(""));
  if (!object.has_value() || !object->is_object()) return password;
  object->get_object().insert_or_assign(scalar_text(*key).value_or(""), *password);
  return json::value(to_text(*object));
}

struct NamedFilter {
  std::string_view name;
  Filter filter;
};

constexpr std::array<NamedFilter, 21> filters{{
    {"added", added_filter},
    {"any_changed", any_changed_filter},
    {"became_false", became_false_filter},
    {"changed", changed_filter},
    {"definition", definition_filter},
    {"dropped", dropped_filter},
    {"environment", environment_filter},
    {"gone", gone_filter},
    {"gone_tag_keys", gone_tag_keys_filter},
    {"gone_tags", gone_tags_filter},
    {"if", if_filter},
    {"inline_code", inline_code_filter},
    {"ip_permissions", ip_permissions_filter},
    {"is_false", is_false_filter},
    {"kms_tags", kms_tags_filter},
    {"or", or_filter},
    {"secret", secret_filter},
    {"set_anew", set_anew_filter},
    {"tag_map", tag_map_filter},
    {"tag_specification", tag_specification_filter},
    {"tags", tags_filter},
}};

}  // namespace

Filter find_filter(std::string_view name) {
  const auto found = std::ranges::find(filters, name, &NamedFilter::name);
  return found == filters.end() ? nullptr : found->filter;
}

Found find_path(std::string_view path, const json::object& bindings) {
  const json::value* at = nullptr;
  if (path.starts_with('@')) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    at = bindings.if_contains(path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  } else if (path.starts_with('-')) {
    at = bindings.if_contains("old");
    path.remove_prefix(1);
  } else {
    at = bindings.if_contains("properties");
  }
  while (at != nullptr && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string_view key = path.substr(0, dot);
    if (at->is_object()) {
      at = at->get_object().if_contains(key);
    } else if (at->is_array() && key == "0" && !at->get_array().empty()) {
      at = &at->get_array()[0];
    } else {
      at = nullptr;
    }
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  if (at == nullptr || at->is_null()) return std::nullopt;
  return *at;
}

}  // namespace spotdrill::cloudformation
