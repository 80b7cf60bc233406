#include "services/ec2/operations.hpp"

namespace spotdrill::ec2 {

Result<api::ec2::CancelSpotInstanceRequestsResult> cancel_spot_instance_requests(
    Ec2& ec2, const api::ec2::CancelSpotInstanceRequestsRequest& request) {
  const std::vector<std::string> ids =
      TRY(ec2.find_all_requests(request.spot_instance_request_ids));
  // A request that has been fulfilled on AWS by now is so here: its instance must go on.
  ec2.settle();
  api::ec2::CancelSpotInstanceRequestsResult result;
  for (const std::string& id : ids) {
    ec2.cancel_request(id);
    api::ec2::CancelledSpotInstanceRequest& cancelled =
        result.cancelled_spot_instance_requests.emplace_back();
    cancelled.spot_instance_request_id = id;
    cancelled.state = name(ec2.find_request(id)->state);
  }
  return result;
}

}  // namespace spotdrill::ec2
