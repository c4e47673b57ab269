# Rubins rules: mice::pool.scalar.
library(mice); library(jsonlite)
cases <- list(list(q=c(1.2,1.5,0.9,1.1,1.4),u=c(.2,.25,.18,.22,.21),n=30,k=2),list(q=c(-0.3,0.1,0.4),u=c(.5,.4,.6),n=1e5,k=1),list(q=c(10,12,11,9,10.5,11.5,10.2),u=c(4,4.2,3.9,4.1,4,3.8,4.3),n=15,k=3),list(q=c(0.5,0.7),u=c(.1,.12),n=12,k=1),list(q=c(-1,-2,-1.5,-1.2,-0.4,-2.2,-1.9,-1.1,-0.8,-1.6),u=c(.3,.31,.28,.35,.33,.29,.3,.32,.27,.36),n=200,k=4))
out <- list(made=sprintf("R %s, mice %s", getRversion(), packageVersion("mice")), cases=lapply(cases,function(s){p<-pool.scalar(s$q,s$u,n=s$n,k=s$k); c(s,list(estimate=p$qbar,within=p$ubar,between=p$b,total=p$t,df=p$df,r=p$r,fmi=p$fmi))}))
write_json(out,"validation/followup/multiple-imputation.json",digits=NA,auto_unbox=TRUE)
