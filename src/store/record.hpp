// Records to JSON text and back, by the members that BOOST_DESCRIBE_STRUCT names. A member that a
// row lacks keeps its default, so that a newer program reads an older file.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/json.hpp"
#include "base/units.hpp"

namespace spotdrill::record {

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

template <class T>
json::value to_json(const T& value);

template <class T>
void from_json(const json::value& source, T& value);

namespace detail {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {};

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;

}  // namespace detail

template <class T>
json::value to_json(const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    return json::value(value);
  } else if constexpr (std::is_same_v<T, bool> || std::is_arithmetic_v<T>) {
    return json::value(value);
  } else if constexpr (std::is_enum_v<T>) {
    return json::value(static_cast<std::int64_t>(value));
  } else if constexpr (std::is_same_v<T, Instant>) {
    return json::value(value.time_since_epoch().count());
  } else if constexpr (std::is_same_v<T, Duration>) {
    return json::value(value.count());
  } else if constexpr (std::is_same_v<T, json::value>) {
    return value;
  } else if constexpr (detail::IsOptional<T>::value) {
    return value ? to_json(*value) : json::value(nullptr);
  } else if constexpr (detail::IsVector<T>::value) {
    json::array array;
    array.reserve(value.size());
    for (const auto& element : value) array.push_back(to_json(element));
    return array;
  } else if constexpr (detail::IsMap<T>::value) {
    json::object object;
    for (const auto& [key, element] : value) object.emplace(key, to_json(element));
    return object;
  } else {
    static_assert(Described<T>, "Give the record a BOOST_DESCRIBE_STRUCT.");
    json::object object;
    boost::mp11::mp_for_each<detail::MembersOf<T>>(
        [&](auto member) { object.emplace(member.name, to_json(value.*member.pointer)); });
    return object;
  }
}

template <class T>
void from_json(const json::value& source, T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    if (source.is_string()) value.assign(source.get_string().begin(), source.get_string().end());
  } else if constexpr (std::is_same_v<T, bool>) {
    if (source.is_bool()) value = source.get_bool();
  } else if constexpr (std::is_arithmetic_v<T>) {
    if (source.is_number()) value = source.to_number<T>();
  } else if constexpr (std::is_enum_v<T>) {
    if (source.is_number()) value = static_cast<T>(source.to_number<std::int64_t>());
  } else if constexpr (std::is_same_v<T, Instant>) {
    if (source.is_number()) value = Instant{Duration{source.to_number<std::int64_t>()}};
  } else if constexpr (std::is_same_v<T, Duration>) {
    if (source.is_number()) value = Duration{source.to_number<std::int64_t>()};
  } else if constexpr (std::is_same_v<T, json::value>) {
    value = source;
  } else if constexpr (detail::IsOptional<T>::value) {
    if (!source.is_null()) from_json(source, value.emplace());
  } else if constexpr (detail::IsVector<T>::value) {
    if (!source.is_array()) return;
    for (const json::value& element : source.get_array()) from_json(element, value.emplace_back());
  } else if constexpr (detail::IsMap<T>::value) {
    if (!source.is_object()) return;
    for (const auto& member : source.get_object()) {
      from_json(member.value(), value[std::string{member.key()}]);
    }
  } else {
    static_assert(Described<T>, "Give the record a BOOST_DESCRIBE_STRUCT.");
    if (!source.is_object()) return;
    const json::object& object = source.get_object();
    boost::mp11::mp_for_each<detail::MembersOf<T>>([&](auto member) {
      if (const json::value* found = object.if_contains(member.name)) {
        from_json(*found, value.*member.pointer);
      }
    });
  }
}

}  // namespace spotdrill::record
