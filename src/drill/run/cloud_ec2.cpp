#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "api/ec2.hpp"
#include "base/base64.hpp"
#include "drill/run/cloud.hpp"
#include "protocol/shape_json.hpp"

namespace spotdrill::drill {

namespace {

namespace ec2 = api::ec2;

template <class Output, class Input>
Called<Output> call(client::Client& client, std::string_view operation, Input input) {
  auto output = client.call<Output>(ec2::service(), operation, std::move(input));
  if (output) return std::move(*output);
  return refuse(client::to_text(operation, output.error()));
}

/// "0.0208"; 0 when it is no number.
double read_dollars(const std::string& text) {
  double dollars = 0;
  std::from_chars(text.data(), text.data() + text.size(), dollars);
  return dollars;
}

}  // namespace

Called<std::string> Cloud::default_image() {
  const ec2::DescribeImagesRequest request{.owners = {"amazon"}};
  const auto result = TRY(call<ec2::DescribeImagesResult>(client_, "DescribeImages", request));
  for (const ec2::Image& image : result.images) {
    if (image.architecture == "x86_64" && image.image_id) return *image.image_id;
  }
  return refuse(
      std::string{"DescribeImages: Amazon has no image for x86_64 here; give the drill a "
                  "launch specification with an ImageId"});
}

Called<std::string> Cloud::request_spot_instance(const json::object& specification) {
  auto launch = protocol::read_json<ec2::RequestSpotLaunchSpecification>(specification);
  if (!launch) {
    return refuse(fmt::format("the launch specification is not one: {}", launch.error()));
  }
  const ec2::RequestSpotInstancesRequest request{.launch_specification = std::move(*launch),
                                                 .instance_count = 1};
  const auto result =
      TRY(call<ec2::RequestSpotInstancesResult>(client_, "RequestSpotInstances", request));
  if (result.spot_instance_requests.empty()) {
    return refuse(std::string{"RequestSpotInstances: the reply names no request"});
  }
  return result.spot_instance_requests.front().spot_instance_request_id.value_or("");
}

Called<RequestNow> Cloud::describe_request(const std::string& id) {
  const ec2::DescribeSpotInstanceRequestsRequest request{.spot_instance_request_ids = {id}};
  const auto result = TRY(call<ec2::DescribeSpotInstanceRequestsResult>(
      client_, "DescribeSpotInstanceRequests", request));
  if (result.spot_instance_requests.empty()) {
    return refuse(fmt::format("DescribeSpotInstanceRequests: {} is not there", id));
  }
  const ec2::SpotInstanceRequest& found = result.spot_instance_requests.front();
  RequestNow now{.state = found.state.value_or(""), .instance_id = found.instance_id.value_or("")};
  if (found.spot_price) now.price_max = read_dollars(*found.spot_price);
  if (found.status) {
    now.status_code = found.status->code.value_or("");
    now.status_message = found.status->message.value_or("");
  }
  return now;
}

Called<InstanceNow> Cloud::describe_instance(const std::string& id) {
  const ec2::DescribeInstancesRequest request{.instance_ids = {id}};
  const auto result =
      TRY(call<ec2::DescribeInstancesResult>(client_, "DescribeInstances", request));
  if (result.reservations.empty() || result.reservations.front().instances.empty()) {
    return refuse(fmt::format("DescribeInstances: {} is not there", id));
  }
  const ec2::Instance& found = result.reservations.front().instances.front();
  InstanceNow now;
  if (found.state) now.state = found.state->name.value_or("");
  if (found.state_reason) now.state_reason = found.state_reason->code.value_or("");
  now.subnet = found.subnet_id.value_or("");
  now.type = found.instance_type.value_or("");
  if (found.placement) now.zone = found.placement->availability_zone.value_or("");
  return now;
}

Called<double> Cloud::spot_price(const std::string& type, const std::string& zone) {
  const ec2::DescribeSpotPriceHistoryRequest request{
      .instance_types = {type},
      .product_descriptions = {"Linux/UNIX"},
      .availability_zone = zone.empty() ? std::nullopt : std::optional{zone},
      .max_results = 1};  // The newest comes first.
  const auto result =
      TRY(call<ec2::DescribeSpotPriceHistoryResult>(client_, "DescribeSpotPriceHistory", request));
  if (result.spot_price_history.empty()) {
    return refuse(fmt::format("DescribeSpotPriceHistory: {} has no price", type));
  }
  return read_dollars(result.spot_price_history.front().spot_price.value_or(""));
}

Called<void> Cloud::create_tags(const std::string& resource,
                                const std::map<std::string, std::string>& tags) {
  ec2::CreateTagsRequest request{.resources = {resource}};
  for (const auto& [key, value] : tags) request.tags.push_back({.key = key, .value = value});
  const auto result =
      client_.call_any(ec2::service(), "CreateTags", shape::AnyValue::of(std::move(request)));
  if (!result) return refuse(client::to_text("CreateTags", result.error()));
  return {};
}

Called<std::string> Cloud::user_data_of(const std::string& instance) {
  const ec2::DescribeInstanceAttributeRequest request{.instance_id = instance,
                                                      .attribute = "userData"};
  const auto shown =
      TRY(call<ec2::InstanceAttribute>(client_, "DescribeInstanceAttribute", request));
  if (!shown.user_data) return std::string{};
  return base64_decode(shown.user_data->value.value_or("")).value_or("");
}

Called<std::string> Cloud::console(const std::string& instance) {
  const ec2::GetConsoleOutputRequest request{.instance_id = instance, .latest = true};
  const auto result = TRY(call<ec2::GetConsoleOutputResult>(client_, "GetConsoleOutput", request));
  return base64_decode(result.output.value_or("")).value_or("");
}

Called<void> Cloud::terminate(const std::vector<std::string>& instances) {
  const ec2::TerminateInstancesRequest request{.instance_ids = instances};
  TRY(call<ec2::TerminateInstancesResult>(client_, "TerminateInstances", request));
  return {};
}

Called<void> Cloud::cancel_requests(const std::vector<std::string>& requests) {
  const ec2::CancelSpotInstanceRequestsRequest request{.spot_instance_request_ids = requests};
  TRY(call<ec2::CancelSpotInstanceRequestsResult>(client_, "CancelSpotInstanceRequests", request));
  return {};
}

}  // namespace spotdrill::drill
