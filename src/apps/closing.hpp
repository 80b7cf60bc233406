// The end of the server: its instances shut down, are killed where they do not, and the loop stops
// when nothing of them is alive, those that a reset has forgotten included. EC2 does not hear of
// it: to it they were running, and at the next start it finds that they have ended.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <set>
#include <string>

#include "engine/process_host.hpp"
#include "services/ec2/ec2_service.hpp"

namespace spotdrill::apps {

class Closing final : public ProcessHostListener {
 public:
  Closing(boost::asio::io_context& loop, ProcessHost& host, ec2::Ec2Service& ec2);

  /// Begins; the loop is stopped once all have ended. `rate` is drill time's.
  void begin(double rate);

  /// Kills what is still alive.
  void hurry();

  void instance_booted(const std::string&) override {}
  void instance_failed(const std::string& instance_id, const std::string&) override {
    instance_ended(instance_id);
  }
  void user_data_ended(const std::string&, ExitStatus) override {}
  void processes_gone(const std::string&, const WorkloadEnd&) override {}
  void unavailable(const std::string&, const Unavailable&) override {}
  void shutdown_requested(const std::string&, bool) override {}
  void shutting_down(const std::string&, const std::vector<ProcessState>&,
                     const std::vector<OpenFile>&) override {}
  void killed_after_grace(const std::string&, const std::vector<OpenFile>&) override {}
  void attachment_changed(const std::string&, const std::string&, Attachment) override {}
  void instance_ended(const std::string& instance_id) override;

 private:
  void stop_when_done();
  void give_up_after(std::chrono::seconds time);

  boost::asio::io_context& loop_;
  ProcessHost& host_;
  const ec2::Ec2Service& ec2_;
  boost::asio::steady_timer timer_;
  std::set<std::string> alive_;
  bool hurrying_ = false;
};

}  // namespace spotdrill::apps
