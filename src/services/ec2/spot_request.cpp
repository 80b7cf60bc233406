#include "services/ec2/spot_request.hpp"

#include <array>

namespace spotdrill::ec2 {
namespace {

struct StatusText {
  std::string_view code;
  std::string_view message;
};

// In the order of SpotStatus. The codes are those of the EC2 User Guide, "Spot request status
// codes"; the messages are what DescribeSpotInstanceRequests has been seen to say.
// DEVIATION: for marked-for-*, instance-stopped-*, -by-experiment, -by-service, not-scheduled-yet
// and schedule-expired we found no message that AWS sent; these are the guide's words for the code.
constexpr std::array<StatusText, 24> status_texts{{
    {"pending-evaluation",
     "Your Spot request has been submitted for review, and is pending evaluation."},
    {"pending-fulfillment", "Your Spot request is pending fulfillment."},
    {"capacity-not-available", "There is no Spot capacity available that matches your request."},
    {"price-too-low",
     "Your Spot request price is lower than the minimum required Spot request fulfillment price."},
    {"not-scheduled-yet", "Your Spot request will not be evaluated until the scheduled date."},
    {"constraint-not-fulfillable",
     "Your Spot request can't be fulfilled because one or more constraints are not valid."},
    {"bad-parameters", "One or more parameters for your Spot request are not valid."},
    {"system-error", "There was an unexpected system error."},
    {"schedule-expired",
     "The Spot request has expired because it was not fulfilled before the specified date."},
    {"canceled-before-fulfillment", "Your Spot request was canceled before it was fulfilled."},
    {"fulfilled", "Your spot request is fulfilled."},
    {"request-canceled-and-instance-running",
     "Your Spot request is canceled, but your instance is still running."},
    {"marked-for-termination", "Your Spot Instance is marked for termination."},
    {"marked-for-stop", "Your Spot Instance is marked for stopping."},
    {"marked-for-stop-by-experiment", "Your Spot Instance is marked for stopping."},
    {"instance-terminated-by-price",
     "Your Spot Instance was terminated because your Spot request price was lower than required "
     "fulfillment price."},
    {"instance-terminated-no-capacity",
     "Your Spot instance was terminated because there is no Spot capacity available that matches "
     "your request."},
    {"instance-terminated-by-experiment",
     "Your Spot Instance was terminated by an AWS FIS experiment."},
    {"instance-terminated-by-user", "Spot Instance terminated due to user-initiated termination."},
    {"instance-terminated-by-service", "Your Spot Instance was terminated from a stopped state."},
    {"instance-stopped-by-price",
     "Your Spot Instance was stopped because the Spot price exceeded your maximum price."},
    {"instance-stopped-no-capacity",
     "Your Spot Instance was stopped due to EC2 capacity management needs."},
    {"instance-stopped-by-experiment", "Your Spot Instance was stopped by an AWS FIS experiment."},
    {"instance-stopped-by-user", "Your Spot Instance was stopped because you stopped it."},
}};

const StatusText& text(SpotStatus status) {
  return status_texts.at(static_cast<std::size_t>(status));
}

}  // namespace

std::string_view name(SpotState state) {
  switch (state) {
    case SpotState::Open:
      return "open";
    case SpotState::Active:
      return "active";
    case SpotState::Disabled:
      return "disabled";
    case SpotState::Closed:
      return "closed";
    case SpotState::Cancelled:
      return "cancelled";
    case SpotState::Failed:
      return "failed";
  }
  return {};
}

std::string_view code(SpotStatus status) {
  return text(status).code;
}

std::string_view message(SpotStatus status) {
  return text(status).message;
}

}  // namespace spotdrill::ec2
