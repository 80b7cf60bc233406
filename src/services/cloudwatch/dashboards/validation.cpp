#include "services/cloudwatch/dashboards/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/json.hpp"

namespace spotdrill::cloudwatch {
namespace {

constexpr std::array widget_types{"metric", "text", "log", "alarm", "explorer", "custom"};

/// "A dashboard can contain as many as 500 widgets."
constexpr std::size_t widgets_max = 500;

class DashboardReader {
 public:
  DashboardProblems read(std::string_view body) {
    auto parsed = parse_json(body);
    if (!parsed.has_value() || !parsed->is_object()) {
      error("", "The field DashboardBody must be a valid JSON object");
      return std::move(problems_);
    }
    const json::value* widgets = parsed->as_object().if_contains("widgets");
    if (widgets == nullptr || !widgets->is_array()) {
      error("", widgets == nullptr ? "Should have required property 'widgets'" : "Should be array");
      return std::move(problems_);
    }
    if (widgets->as_array().size() > widgets_max) {
      error("/widgets", fmt::format("Should NOT have more than {} items", widgets_max));
      return std::move(problems_);
    }
    for (std::size_t i = 0; i < widgets->as_array().size(); ++i) {
      widget(fmt::format("/widgets/{}", i), widgets->as_array()[i]);
    }
    return std::move(problems_);
  }

 private:
  void error(std::string path, std::string message) {
    problems_.errors.push_back({std::move(path), std::move(message)});
  }

  /// A member that must be there; null: it is not, which has been said.
  const json::value* required(const std::string& path, const json::object& object,
                              std::string_view name) {
    const json::value* member = object.if_contains(name);
    if (member == nullptr) error(path, fmt::format("Should have required property '{}'", name));
    return member;
  }

  void widget(const std::string& path, const json::value& value) {
    if (!value.is_object()) return error(path, "Should be object");
    const json::object& object = value.as_object();
    for (const char* name : {"x", "y", "width", "height"}) {
      const json::value* number = object.if_contains(name);
      if (number != nullptr && !number->is_int64()) {
        error(fmt::format("{}/{}", path, name), "Should be integer");
      }
    }
    const json::value* type = required(path, object, "type");
    const json::value* properties = required(path, object, "properties");
    if (type == nullptr || properties == nullptr) return;
    const bool known =
        type->is_string() && std::ranges::any_of(widget_types, [&](const char* each) {
          return type->as_string() == each;
        });
    if (!known) {
      return error(path + "/type", "Should be equal to one of the allowed values");
    }
    if (!properties->is_object()) return error(path + "/properties", "Should be object");
    if (type->as_string() == "metric") metric(path + "/properties", properties->as_object());
    if (type->as_string() == "text")
      required(path + "/properties", properties->as_object(), "markdown");
  }

  void metric(const std::string& path, const json::object& properties) {
    const json::value* metrics = properties.if_contains("metrics");
    if (metrics == nullptr && properties.if_contains("annotations") == nullptr) {
      error(path, "Should have required property 'metrics'");
      error(path,
            "The metric widget should have specified a region and a data source or an alarm "
            "annotation");
      error(path, "Should have required property 'annotations'");
      return;
    }
    if (metrics == nullptr) return;
    if (!metrics->is_array()) return error(path + "/metrics", "Should be array");
    for (std::size_t i = 0; i < metrics->as_array().size(); ++i) {
      const json::value& each = metrics->as_array()[i];
      const std::string place = fmt::format("{}/metrics/{}", path, i);
      if (!each.is_array()) {
        error(place, "Should be array");
        error(place,
              "Field \"metrics\" has to be an array of array of strings, with an optional "
              "metricRenderer object as last element");
      }
    }
  }

  DashboardProblems problems_;
};

}  // namespace

DashboardProblems check_dashboard(std::string_view body) {
  return DashboardReader{}.read(body);
}

}  // namespace spotdrill::cloudwatch
