// How generated tables reach the fields of generated structs. Only generated sources include this.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "shape/shape.hpp"

namespace spotdrill::shape::access {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

/// One for each type of field, not for each field: that would be ten times as many functions.
template <class T>
constexpr FieldAccess field_access = {
    .get = [](const void* field) -> const void* {
      if constexpr (IsOptional<T>::value) {
        const T& value = *static_cast<const T*>(field);
        return value.has_value() ? &*value : nullptr;
      } else {
        return field;
      }
    },
    .emplace = [](void* field) -> void* {
      T& value = *static_cast<T*>(field);
      if constexpr (IsOptional<T>::value) {
        // Not emplace(): clang holds a struct that contains itself in a list for one that cannot be
        // made from nothing.
        return &(value = typename T::value_type{}).value();
      } else {
        value = {};
        return &value;
      }
    },
};

template <class T>
void* create() {
  return new T{};
}

template <class T>
void destroy(void* structure) {
  delete static_cast<T*>(structure);
}

template <class T>
constexpr ListAccess list_access = {
    .size = [](const void* list) { return static_cast<const std::vector<T>*>(list)->size(); },
    .at = [](const void* list, std::size_t index) -> const void* {
      return &(*static_cast<const std::vector<T>*>(list))[index];
    },
    .append = [](void* list) -> void* {
      return &static_cast<std::vector<T>*>(list)->emplace_back();
    },
};

template <class T>
constexpr MapAccess map_access = {
    .size =
        [](const void* map) { return static_cast<const std::map<std::string, T>*>(map)->size(); },
    .for_each =
        [](const void* map, void* context,
           void (*visit)(void* context, const std::string& key, const void* value)) {
          for (const auto& [key, value] : *static_cast<const std::map<std::string, T>*>(map)) {
            visit(context, key, &value);
          }
        },
    .insert = [](void* map, std::string key) -> void* {
      return &(*static_cast<std::map<std::string, T>*>(map))[std::move(key)];
    },
};

}  // namespace spotdrill::shape::access
