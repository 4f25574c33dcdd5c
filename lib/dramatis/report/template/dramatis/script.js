(function(){
var list=".evidences :target",from=0,opener=null,close=document.querySelector(".close");
document.addEventListener("click",function(event){
var link=event.target.closest('a[href^="#"]');
if(!link||link===close)return;
if(!document.querySelector(list)){from=window.scrollY;opener=link}
});
close.addEventListener("click",function(event){event.preventDefault();location.hash="_";window.scrollTo(0,from);if(opener)opener.focus({preventScroll:true})});
document.addEventListener("keydown",function(event){if(event.key==="Escape"&&document.querySelector(list))close.click()});
})();
